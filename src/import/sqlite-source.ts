/** A memory workspace (SQLite) as the mover reads it. */
import { MEMORY_TABLES } from "../legacy/planned-keys.ts";
import { openSqlite } from "../legacy/sqlite-reader.ts";
import { wrongFile } from "../legacy/text.ts";
import type { ImportSource } from "./source.ts";

/** Opens and checks the file. SG131: it is damaged, no memory workspace, or holds no row. */
export async function openMemorySource(
  name: string,
  onBytes?: (done: number, total: number) => void,
): Promise<ImportSource> {
  const file = await openSqlite(name, { exact: true, ...(onBytes && { onBytes }) });
  try {
    const known = file.tables.filter((table) => MEMORY_TABLES.includes(table.name));
    if (known.length === 0) {
      const names = file.tables.map((table) => table.name);
      throw wrongFile(
        name,
        "the database is no memory workspace",
        `It has other tables: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ", …" : ""}.`,
      );
    }
    if (file.tables.every((table) => table.rows === 0)) {
      const names = known.map((table) => table.name).join(", ");
      throw wrongFile(name, "the memory workspace is empty", `No rows stand in ${names}.`);
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  const tables = new Map(file.tables.map((table) => [table.name, table]));
  return {
    kind: "memory",
    hash: file.hash,
    tables: file.tables.map(({ name: table, rows }) => ({ name: table, rows })),
    skipped: file.skipped,
    sideBySide: true,
    *rows(names, done) {
      for (const table of names) {
        const found = tables.get(table);
        if (found === undefined) continue;
        for (const text of file.texts(found, done.get(table) ?? 0)) yield { table, text };
      }
    },
    close: () => file.close(),
  };
}
