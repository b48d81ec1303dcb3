/** Readers of the text formats. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { decodeText } from "../text.ts";
import { elementKey, holdsRows, JSON_TABLES } from "./json-rows.ts";
import { scanJson } from "./json-scan.ts";
import { parseSpans, valueOf } from "./json-spans.ts";
import type { LegacyFile, LegacyRow, StoreName } from "./types.ts";
import { readYamlRows, type YamlRow } from "./yaml-rows.ts";

/** A YAML file; it is read whole. */
export async function openYaml(store: StoreName, path: string): Promise<LegacyFile> {
  const { mtime } = await stat(path);
  const bytes = await readFile(path);
  const found = readYamlRows(store, decodeText(bytes, path), path);
  const rowsOf = (table: string): readonly LegacyRow[] => (found.get(table) ?? []).map(withoutNode);
  return {
    store,
    path,
    format: "yaml",
    sha256: createHash("sha256").update(bytes).digest("hex"),
    modifiedAt: mtime,
    tables: () => [...found.keys()],
    rows: rowsOf,
    get: async (table, key) => rowsOf(table).findLast((row) => row.key === key),
    close: async () => {},
  };
}

function withoutNode(row: YamlRow): LegacyRow {
  const { table, key, content, position, line = 1, duplicates } = row;
  return { table, key, content, position, line, ...(duplicates && { duplicates }) };
}

/** A JSON file; each reading goes through it once, and holds one element at a time. */
export async function openJson(store: StoreName, path: string): Promise<LegacyFile> {
  const { mtime } = await stat(path);
  const sections = new Set(JSON_TABLES[store]);
  const hash = createHash("sha256");
  const scan = scanJson(path, {
    rows: (section, kind) => holdsRows(store, section, kind),
    onBytes: (chunk) => hash.update(chunk),
  });
  for await (const part of scan) if (part.is === "open") sections.add(part.section);
  const file: LegacyFile = {
    store,
    path,
    format: "json",
    sha256: hash.digest("hex"),
    modifiedAt: mtime,
    tables: () => [...sections],
    rows: (table) => jsonRows(store, path, table),
    async get(table, key) {
      let found: LegacyRow | undefined;
      for await (const row of file.rows(table)) if (row.key === key) found = row;
      return found;
    },
    close: async () => {},
  };
  return file;
}

async function* jsonRows(
  store: StoreName,
  path: string,
  table: string,
): AsyncGenerator<LegacyRow, undefined> {
  let position = 0;
  const rows = (section: string, kind: "list" | "map"): boolean => holdsRows(store, section, kind);
  for await (const part of scanJson(path, { rows })) {
    const isRow =
      (part.is === "element" && part.section === table) ||
      (part.is === "value" && table === "document");
    if (!isRow) continue;
    position += 1;
    const duplicates: string[] = [];
    const content = valueOf(parseSpans(part.text, { name: path, line: part.line }), duplicates);
    const key =
      part.is === "value" ? part.section : (part.name ?? elementKey(table, content, position));
    yield {
      table,
      key,
      content,
      position,
      line: part.line,
      ...(duplicates.length > 0 && { duplicates }),
    };
  }
}
