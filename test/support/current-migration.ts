/** Brings a test database from the committed migrations to what current.sql says. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
// As in src/database/migrate.ts: not a published interface, the version is pinned.
import { compileIncludes } from "graphile-migrate/dist/migration.js";
import type pg from "pg";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs current.sql, its includes expanded, in one transaction. An empty file is no work. */
export async function applyCurrentMigration(pool: pg.Pool): Promise<void> {
  const path = `${root}migrations/current.sql`;
  const content = await readFile(path, "utf8");
  if (content.trim() === "") return;
  // Only the folder is looked at.
  const settings = { migrationsFolder: `${root}migrations` } as Parameters<
    typeof compileIncludes
  >[0];
  const sql = await compileIncludes(settings, content, new Set([path]));
  const client = await pool.connect();
  try {
    await client.query("begin");
    // As in .gmrc: a migration names the schema of everything.
    await client.query("set local search_path = pg_catalog");
    await client.query(sql);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw located(error, sql);
  } finally {
    client.release();
  }
}

/** Says which included file an error stands in: a position in 5,000 lines helps nobody. */
function located(error: unknown, sql: string): unknown {
  const { position, message } = error as { position?: string; message?: string };
  if (position === undefined) return error;
  const before = sql.slice(0, Number(position));
  const file = [...before.matchAll(/^--! Included (.*)$/gm)].at(-1)?.[1] ?? "current.sql";
  const line = before.slice(before.lastIndexOf("--! Included")).split("\n").length - 1;
  return new Error(`${file}:${line}: ${message}`, { cause: error });
}
