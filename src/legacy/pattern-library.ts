/** A legacy pattern library (SQLite) as the document that `import_patterns` takes. */
import type { Json, JsonObject } from "./document.ts";
import { LIBRARY_TABLES } from "./planned-keys.ts";
import { openSqlite } from "./sqlite-reader.ts";
import { wrongFile } from "./text.ts";

/** Most that goes in at once: as much as a server takes in one request. */
const LARGEST_DOCUMENT = 24 * 1024 * 1024;

/** What was read, and the SHA-256 of the file. */
export interface Loaded {
  document: JsonObject;
  hash: string;
}

/** Reads all tables. SG131: the file is no pattern library, or holds no row. */
export async function readPatternLibrary(name: string): Promise<Loaded> {
  const file = await openSqlite(name);
  try {
    const known = file.tables.filter((table) => LIBRARY_TABLES.includes(table.name));
    if (known.length === 0) {
      const names = file.tables.map((table) => table.name);
      throw wrongFile(
        name,
        "the database is no pattern library",
        `It has other tables: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ", …" : ""}.`,
      );
    }
    if (file.tables.every((table) => table.rows === 0)) {
      const names = known.map((table) => table.name).join(", ");
      throw wrongFile(name, "the pattern library is empty", `No rows stand in ${names}.`);
    }
    const tables: Record<string, Json> = Object.create(null);
    let size = 0;
    for (const table of file.tables) {
      const rows: Json[] = [];
      for (const { key, row } of file.rows(table)) {
        const entry = { ...(key !== undefined && { $key: key }), $value: row };
        size += JSON.stringify(entry).length;
        if (size > LARGEST_DOCUMENT) {
          throw wrongFile(
            name,
            `the library has more than ${LARGEST_DOCUMENT} characters`,
            "Import it in parts: a file with some of its tables or rows is a library too.",
          );
        }
        rows.push(entry);
      }
      tables[table.name] = { columns: table.columns, rows };
    }
    for (const skipped of file.skipped) tables[skipped] = { columns: [], rows: [] };
    return { document: { tables }, hash: file.hash };
  } finally {
    await file.close();
  }
}
