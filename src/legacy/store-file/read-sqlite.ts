/** Reader of SQLite files, whatever tables they have. */
import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { SpecqlError } from "../../errors.ts";
import { exactCell } from "../cells.ts";
import type { Json } from "../document.ts";
import { keyColumns } from "../planned-keys.ts";
import { wrongFile } from "../text.ts";
import { fingerprint } from "./fingerprint.ts";
import type { LegacyFile, LegacyRow, StoreName } from "./types.ts";

/** A table of a SQLite file, as rows are read from it and written to it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns whose values are the key of a row (see keyColumns()); none: the rowid is the key. */
  readonly key: readonly string[];
  /** Whether these are the primary key of the file too. */
  readonly keyIsDeclared: boolean;
  /** Whether the file itself keeps two rows from having one key. */
  readonly keyIsUnique: boolean;
  readonly hasRowid: boolean;
  /** A name by which the rowid can be asked for; undefined when columns hide all of them. */
  readonly rowid: string | undefined;
  /** Columns that are computed: they are read and never written. */
  readonly generated: readonly string[];
}

/** A file that has more than this many bytes is not checked page by page each time. */
const LARGEST_CHECKED = 64 * 1024 * 1024;
const WAIT_MILLISECONDS = 5000;

/**
 * Opens the file in place, in one reading transaction: all rows are of one moment, whoever writes
 * meanwhile. Nothing is written to it.
 */
export async function openSqliteStore(store: StoreName, path: string): Promise<LegacyFile> {
  const { mtime, size } = await stat(path);
  if (size === 0) throw wrongFile(path, "the file is empty", "Name a file that holds rows.");
  const sha256 = (await fingerprint(path, "sqlite")) ?? "";
  const { database, remove } = await opened(path);
  try {
    if (size <= LARGEST_CHECKED) check(database, path);
    database.exec("begin");
    const shapes = new Map(tableNames(database).map((name) => [name, shapeOf(database, name)]));
    if (shapes.size === 0) {
      throw wrongFile(path, "the database has no tables", "Was it ever filled?");
    }
    return {
      store,
      path,
      format: "sqlite",
      sha256,
      modifiedAt: mtime,
      tables: () => [...shapes.keys()],
      *rows(table) {
        const shape = shapes.get(table);
        if (shape !== undefined) yield* rowsOf(database, shape, path);
      },
      async get(table, key) {
        const shape = shapes.get(table);
        return shape && rowWith(database, shape, key, path);
      },
      async close() {
        database.close();
        await remove();
      },
    };
  } catch (error) {
    database.close();
    await remove();
    throw sqliteError(error, path);
  }
}

/** A transaction that was cut off stands in its journal: only who may write can take it back. */
const CUT_OFF = new Set([264, 776, 1288]);

async function opened(
  path: string,
): Promise<{ database: DatabaseSync; remove: () => Promise<void> }> {
  const attempt = (file: string, readOnly: boolean): DatabaseSync => {
    const database = new DatabaseSync(file, {
      readOnly,
      allowExtension: false,
      enableForeignKeyConstraints: false,
      timeout: WAIT_MILLISECONDS,
    });
    try {
      database.exec("pragma trusted_schema = off");
      // The first look at the content finds out whether it can be read.
      database.prepare("select count(*) from sqlite_schema").get();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  try {
    return { database: attempt(path, true), remove: async () => {} };
  } catch (error) {
    if (!CUT_OFF.has((error as { errcode?: number }).errcode ?? 0)) throw sqliteError(error, path);
  }
  // The file is somebody's, so a copy of it is put right and read.
  const folder = await mkdtemp(join(tmpdir(), "specql-sqlite-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "copy.db");
    await copyFile(path, copy);
    for (const suffix of ["-journal", "-wal"]) {
      await copyFile(path + suffix, copy + suffix).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
      });
    }
    return { database: attempt(copy, false), remove };
  } catch (error) {
    await remove();
    throw sqliteError(error, path);
  }
}

function check(database: DatabaseSync, path: string): void {
  const found = database.prepare("pragma integrity_check(3)").all() as Record<string, string>[];
  const problems = found.map((row) => row["integrity_check"]).filter((one) => one !== "ok");
  if (problems.length === 0) return;
  throw new SpecqlError("SG131", `${path}: the database is damaged`, {
    detail: problems.join("\n"),
    hint: "Mend it with sqlite3's .recover, or take a backup.",
  });
}

/** Ordinary tables, without SQLite's own, virtual ones and those that store them. */
export function tableNames(database: DatabaseSync): string[] {
  const found = database.prepare("pragma table_list").all() as Record<string, string>[];
  return found
    .filter(({ schema, type }) => schema === "main" && type === "table")
    .map((each) => each["name"] ?? "")
    .filter((name) => !name.startsWith("sqlite_"))
    .toSorted();
}

/** What is known of a table; no columns when there is none of this name. */
export function shapeOf(database: DatabaseSync, name: string): TableShape {
  const columns = database.prepare(`pragma table_xinfo(${quoted(name)})`).all() as {
    name: string;
    type: string;
    pk: number;
    hidden: number;
  }[];
  const list = database.prepare("pragma table_list").all() as Record<string, unknown>[];
  const own = list.find((each) => each["schema"] === "main" && each["name"] === name);
  const hasRowid = own !== undefined && own["wr"] !== 1;
  const names = new Set(columns.map((column) => column.name.toLowerCase()));
  // 1 is a hidden column of a virtual table; 2 and 3 are generated ones, which count.
  const all = columns.filter((column) => column.hidden !== 1).map((column) => column.name);
  const declared = columns
    .filter((column) => column.pk > 0)
    .toSorted((a, b) => a.pk - b.pk)
    .map((column) => column.name);
  const key = keyColumns(name, all, declared);
  const keyIsDeclared = key.join("\n") === declared.join("\n");
  return {
    name,
    columns: all,
    key,
    keyIsDeclared,
    // 1 and '1' may stand side by side where a column is not of whole numbers, and are one key.
    keyIsUnique:
      key === declared ||
      (keyIsDeclared &&
        columns.find((column) => column.name === key[0])?.type.toUpperCase() === "INTEGER"),
    hasRowid,
    rowid: hasRowid ? ["rowid", "_rowid_", "oid"].find((each) => !names.has(each)) : undefined,
    generated: columns.filter((column) => column.hidden > 1).map((column) => column.name),
  };
}

/** All rows of a table in their order, read as they are asked for. */
export function* rowsOf(
  database: DatabaseSync,
  shape: TableShape,
  path: string,
): Iterable<LegacyRow> {
  const statement = prepared(database, shape, orderOf(shape));
  let position = 0;
  try {
    for (const found of statement.iterate()) {
      position += 1;
      yield rowOf(shape, found as unknown as SQLOutputValue[], position);
    }
  } catch (error) {
    throw sqliteError(error, path);
  }
}

/** The order of the file: that of its rowids, or of the numbers that are keys where these do not follow them. */
export function orderOf({ key, keyIsDeclared, rowid }: TableShape): string {
  const keys = key.map(quoted);
  const numbers = keys.map((column) => `cast(${column} as integer)`);
  const columns = keyIsDeclared ? [rowid ?? keys] : [...numbers, ...keys, rowid ?? []];
  return columns.flat().length === 0 ? "" : `order by ${columns.flat().join(", ")}`;
}

/** Asks for the content of one row after the other. */
export function contentReader(
  database: DatabaseSync,
  shape: TableShape,
): (key: string) => Json | undefined {
  return (key) => rowWith(database, shape, key, shape.name)?.content;
}

function rowWith(
  database: DatabaseSync,
  shape: TableShape,
  key: string,
  path: string,
): LegacyRow | undefined {
  const condition = keyCondition(shape, key);
  try {
    const found = prepared(database, shape, `where ${condition.sql}`).get(...condition.values);
    return found && rowOf(shape, found as unknown as SQLOutputValue[], 0);
  } catch (error) {
    throw sqliteError(error, path);
  }
}

function prepared(
  database: DatabaseSync,
  shape: TableShape,
  rest: string,
): ReturnType<DatabaseSync["prepare"]> {
  // By place and not by name: two columns may differ in case only.
  const cells = [...shape.columns.map(quoted), ...(shape.rowid ? [shape.rowid] : [])];
  const statement = database.prepare(
    `select ${cells.join(", ")} from ${quoted(shape.name)} ${rest}`,
  );
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return statement;
}

function rowOf(shape: TableShape, cells: SQLOutputValue[], position: number): LegacyRow {
  // No prototype: a column called __proto__ is a column like any other.
  const content: Record<string, Json> = Object.create(null);
  shape.columns.forEach((column, index) => (content[column] = exactCell(cells[index] ?? null)));
  const keys =
    shape.key.length > 0
      ? shape.key.map((column) => cells[shape.columns.indexOf(column)] ?? null)
      : [cells[shape.columns.length] ?? null];
  return { table: shape.name, key: keys.map(keyPart).join("/"), content, position };
}

/** One part of a key as text. */
export function keyPart(value: SQLOutputValue): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return String(value).replaceAll("\0", "\\0");
}

/** Which rows have this key: a comparison of texts, that an index answers where it can. */
export function keyCondition(
  shape: TableShape,
  key: string,
): { sql: string; values: (string | bigint)[] } {
  if (shape.key.length === 0) {
    return { sql: `${shape.rowid ?? "rowid"} = ?`, values: [integerOf(key) ?? key] };
  }
  const [only] = shape.key;
  if (shape.key.length === 1 && only !== undefined) {
    const integer = integerOf(key);
    const column = quoted(only);
    // Text and integers may stand side by side in one column.
    return integer === undefined
      ? { sql: `${column} = ?`, values: [key] }
      : { sql: `${column} in (?, ?)`, values: [key, integer] };
  }
  const parts = shape.key.map((column) => `cast(${quoted(column)} as text)`).join(" || '/' || ");
  return { sql: `${parts} = ?`, values: [key] };
}

function integerOf(text: string): bigint | undefined {
  if (!/^-?(0|[1-9]\d{0,18})$/.test(text)) return undefined;
  const integer = BigInt(text);
  return BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

/** SQLite's quoting of a name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQLite's own errors, said as ours. */
export function sqliteError(error: unknown, path: string): unknown {
  if (error instanceof SpecqlError || !(error instanceof Error)) return error;
  if ((error as NodeJS.ErrnoException).code !== "ERR_SQLITE_ERROR") return error;
  const { errcode } = error as Error & { errcode?: number };
  if (errcode === 5 || errcode === 6 || errcode === 261 || errcode === 517) {
    return new SpecqlError("SG345", `${path}: somebody else keeps the database locked`, {
      detail: error.message,
      hint: "It is tried again; end the transaction that holds it.",
      cause: error,
    });
  }
  return new SpecqlError("SG131", `${path}: the database cannot be read`, {
    detail: error.message,
    hint: "It is damaged, cut off, no SQLite database, or of a version that is not known.",
    cause: error,
  });
}
