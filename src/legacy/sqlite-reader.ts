/**
 * Reads the SQLite files that users bring. The file is never written to, not even its sidecars: one
 * that has a write-ahead log is read from a copy. Rows are read one by one.
 */
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { SpecqlError } from "../errors.ts";
import { exactCell, LARGEST_CELL } from "./cells.ts";
import type { Json } from "./document.ts";
import { rowTexts } from "./row-text.ts";
import { keyPart, quoted, shapeOf, sqliteError } from "./store-file/read-sqlite.ts";
import { wrongFile } from "./text.ts";

/** A table of the file. */
export interface SqliteTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns whose values are the key of a row: see keyColumns(). */
  readonly key: readonly string[];
  readonly rows: number;
}

/** A row as JSON can carry it, and its key as text. */
export interface SqliteRow {
  readonly key: string | undefined;
  readonly row: Readonly<Record<string, Json>>;
}

/** An open file; `close()` it. */
export interface SqliteFile {
  /** SHA-256 of the file, and of its write-ahead log where there is one. */
  readonly hash: string;
  /** Ordinary tables by name, without SQLite's own. */
  readonly tables: readonly SqliteTable[];
  /** Virtual tables and what stores them: named, not read. */
  readonly skipped: readonly string[];
  /** The rows of a table, in the order of the file, read as they are asked for. */
  rows(table: SqliteTable): Iterable<SqliteRow>;
  /** The rows as they are sent to the database (see row-text.ts), after some that are passed over. */
  texts(table: SqliteTable, skip?: number): Iterable<string>;
  close(): Promise<void>;
}

/** The first bytes of every SQLite file. */
const MAGIC = "SQLite format 3\0";
/** What a write-ahead log and a rollback journal are called, after the name of the file. */
const SIDECARS = ["-wal", "-journal"];

/** How a file is to be read. */
export interface SqliteOptions {
  /** Told how many bytes were read so far to find the hash, and how many there are. */
  readonly onBytes?: (done: number, total: number) => void;
  /** Cells that lose nothing (see cells.ts) instead of those that pattern imports know. */
  readonly exact?: boolean;
}

/** Opens the file and checks all of it. SG131: it is empty, no SQLite, damaged, or has no tables. */
export async function openSqlite(name: string, options: SqliteOptions = {}): Promise<SqliteFile> {
  const size = await sizeOf(name);
  if (size === undefined) {
    throw new SpecqlError("SG291", `there is no ${name}`, { hint: "Check the path." });
  }
  if (size === 0) throw wrongFile(name, "the file is empty", "Name a file that holds rows.");
  if ((await firstBytes(name)) !== MAGIC) {
    throw wrongFile(name, "the file is no SQLite database", "Or it is encrypted, or cut off.");
  }
  const sidecars: string[] = [];
  for (const suffix of SIDECARS) {
    if ((await sizeOf(name + suffix)) ?? 0) sidecars.push(suffix);
  }
  const hash = await hashOf([name, ...sidecars.map((suffix) => name + suffix)], (done) =>
    options.onBytes?.(done, size),
  );
  const copy = sidecars.length > 0 ? await copied(name, sidecars) : undefined;
  const remove = async () => {
    if (copy !== undefined) await rm(copy.folder, { recursive: true, force: true });
  };
  let database: DatabaseSync | undefined;
  try {
    // A copy may be written to: reading a log that was not closed begins with replaying it.
    database = new DatabaseSync(copy?.file ?? name, {
      readOnly: copy === undefined,
      allowExtension: false,
      enableForeignKeyConstraints: false,
    });
    database.exec("pragma trusted_schema = off; pragma cell_size_check = on;");
    checkIntegrity(database, name);
    return opened(database, name, hash, { remove, exact: options.exact === true });
  } catch (error) {
    database?.close();
    await remove();
    throw sqliteError(error, name);
  }
}

function opened(
  database: DatabaseSync,
  name: string,
  hash: string,
  { remove, exact }: { remove: () => Promise<void>; exact: boolean },
): SqliteFile {
  const found = database.prepare("pragma table_list").all() as {
    schema: string;
    name: string;
    type: string;
  }[];
  const own = found.filter((each) => each.schema === "main" && !each.name.startsWith("sqlite_"));
  const tables = own
    .filter((each) => each.type === "table")
    .map((each) => describe(database, each.name));
  if (tables.length === 0) {
    throw wrongFile(name, "the database has no tables", "Was it ever filled?");
  }
  return {
    hash,
    tables,
    skipped: own.filter((each) => ["virtual", "shadow"].includes(each.type)).map((e) => e.name),
    *rows(table) {
      try {
        yield* readRows(database, table, name, exact ? exactCell : jsonOf);
      } catch (error) {
        throw sqliteError(error, name);
      }
    },
    *texts(table, skip = 0) {
      try {
        yield* rowTexts(database, table, { file: name, skip });
      } catch (error) {
        throw sqliteError(error, name);
      }
    },
    async close() {
      database.close();
      await remove();
    },
  };
}

function describe(database: DatabaseSync, name: string): SqliteTable {
  const { columns, key } = shapeOf(database, name);
  const { rows } = database.prepare(`select count(*) as rows from ${quoted(name)}`).get() as {
    rows: number;
  };
  return { name, columns, key, rows };
}

function* readRows(
  database: DatabaseSync,
  table: SqliteTable,
  file: string,
  cellOf: (value: SQLOutputValue) => Json,
): Iterable<SqliteRow> {
  // By place and not by name: two columns may differ in case only.
  const list = table.columns.map((column) => quoted(column)).join(", ");
  const statement = database.prepare(`select ${list} from ${quoted(table.name)}`);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  const keys = table.key.map((column) => table.columns.indexOf(column));
  for (const found of statement.iterate()) {
    const cells = found as unknown as SQLOutputValue[];
    for (const cell of cells) checkSize(cell, table.name, file);
    // No prototype: a column called __proto__ is a column like any other.
    const row: Record<string, Json> = Object.create(null);
    table.columns.forEach((column, index) => (row[column] = cellOf(cells[index] ?? null)));
    const key = keys.map((index) => keyPart(cells[index] ?? null)).join("/");
    yield { key: keys.length > 0 ? key : undefined, row };
  }
}

function checkSize(value: SQLOutputValue, table: string, file: string): void {
  const size =
    typeof value === "string" ? value.length : ArrayBuffer.isView(value) ? value.byteLength : 0;
  if (size <= LARGEST_CELL) return;
  throw wrongFile(
    file,
    `a value in ${table} is larger than ${LARGEST_CELL} bytes`,
    "Take it out of the file. Nothing was imported.",
  );
}

/** Whole numbers that a double cannot hold become their digits; bytes become `{$base64}`. */
function jsonOf(value: SQLOutputValue): Json {
  if (value === null) return null;
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string") {
    // No JSON of PostgreSQL can hold it.
    return value.includes("\0") ? { $base64: Buffer.from(value).toString("base64") } : value;
  }
  return { $base64: Buffer.from(value).toString("base64") };
}

function checkIntegrity(database: DatabaseSync, name: string): void {
  const found = database.prepare("pragma integrity_check(3)").all() as {
    integrity_check: string;
  }[];
  const problems = found.map((row) => row.integrity_check).filter((problem) => problem !== "ok");
  if (problems.length === 0) return;
  throw new SpecqlError("SG131", `${name}: the database is damaged`, {
    detail: problems.join("\n"),
    hint: "Mend it with sqlite3's .recover, or take a backup. Nothing was imported.",
  });
}

async function sizeOf(name: string): Promise<number | undefined> {
  try {
    const found = await stat(name);
    if (found.isDirectory()) throw wrongFile(name, "this is a directory", "Name a file.");
    return found.size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unreadable(error, name);
  }
}

function unreadable(error: unknown, name: string): unknown {
  if (error instanceof SpecqlError) return error;
  return new SpecqlError("SG132", `${name} cannot be read or written`, {
    detail: (error as NodeJS.ErrnoException).code,
    hint: "Check the path and its permissions.",
    cause: error,
  });
}

async function firstBytes(name: string): Promise<string> {
  try {
    await using file = await open(name);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead).toString("latin1");
  } catch (error) {
    throw unreadable(error, name);
  }
}

async function hashOf(names: readonly string[], onBytes: (done: number) => void): Promise<string> {
  const hash = createHash("sha256");
  let done = 0;
  for (const name of names) {
    for await (const chunk of createReadStream(name, { highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer);
      onBytes((done += (chunk as Buffer).length));
    }
  }
  return hash.digest("hex");
}

async function copied(
  name: string,
  sidecars: readonly string[],
): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), "specql-sqlite-"));
  const file = join(folder, "copy.db");
  for (const suffix of ["", ...sidecars]) {
    // Where the file system can, the copy shares the blocks of the original.
    await copyFile(name + suffix, file + suffix, constants.COPYFILE_FICLONE);
  }
  return { folder, file };
}
