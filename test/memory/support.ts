/** Memory files made for a test, loaded as an import loads them. */
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type pg from "pg";
import { canonicalText } from "../../src/legacy/canonical.ts";
import { openLegacyFile } from "../../src/legacy/store-file/index.ts";

export interface Counts {
  imported: number;
  updated: number;
  unchanged: number;
  changed: number;
  rejected: number;
}

/** Writes a SQLite file, and removes it when the test is over. */
export async function withFile<T>(
  make: (file: DatabaseSync) => void,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "specql-memory-"));
  const path = join(folder, "memory.sqlite");
  const file = new DatabaseSync(path);
  try {
    make(file);
    file.close();
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rows of a file as JSON texts, by table, parents first. */
export async function rowsOf(path: string): Promise<Map<string, Map<string, string>>> {
  const file = await openLegacyFile("memory", path);
  const parents = ["memory_entities", "raw_documents", "decisions"];
  const tables = [...file.tables()].sort(
    (a, b) => Number(parents.includes(b)) - Number(parents.includes(a)),
  );
  const all = new Map<string, Map<string, string>>();
  for (const table of tables) {
    const rows = new Map<string, string>();
    for await (const row of file.rows(table)) rows.set(row.key, canonicalText(row.content));
    all.set(table, rows);
  }
  await file.close();
  return all;
}

/** Calls the load function of the store. */
export async function load(
  client: pg.PoolClient,
  table: string,
  rows: Map<string, string>,
  options: object = {},
): Promise<Counts> {
  const text = [...rows]
    .map(([key, content]) => `{"key": ${JSON.stringify(key)}, "content": ${content}}`)
    .join(", ");
  const { rows: answer } = await client.query<{ counts: Counts }>(
    "select memory.load_rows(null, $1, 1, $2, $3) as counts",
    [table, `[${text}]`, JSON.stringify({ mode: "import", ...options })],
  );
  return answer[0]!.counts;
}

/** What the database renders for a table, by key, in its order. */
export async function rendered(client: pg.PoolClient, table: string): Promise<Map<string, string>> {
  const { rows } = await client.query<{ row_key: string; content: string }>(
    `select row_key, content::text from specql_cutover.rendered('memory', $1) order by position`,
    [table],
  );
  return new Map(rows.map((row) => [row.row_key, row.content]));
}
