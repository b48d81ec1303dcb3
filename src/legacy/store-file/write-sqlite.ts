/**
 * Writes rows into a SQLite file, in one transaction on the file itself: others may have it open,
 * and it may have gigabytes. Its journal mode, triggers and everything else stay what they are.
 */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import { SpecqlError } from "../../errors.ts";
import { cellValue } from "../cells.ts";
import type { Json } from "../document.ts";
import { keyColumns } from "../planned-keys.ts";
import {
  keyCondition,
  keyPart,
  quoted,
  shapeOf,
  sqliteError,
  tableNames,
  type TableShape,
} from "./read-sqlite.ts";
import type { RowChange } from "./types.ts";

const WAIT_MILLISECONDS = 5000;
const CONSTRAINT = 19;

/** A file open for writing; `close()` it. */
export function openForWriting(path: string): DatabaseSync {
  const database = new DatabaseSync(path, {
    allowExtension: false,
    enableForeignKeyConstraints: false,
    timeout: WAIT_MILLISECONDS,
  });
  // What is committed is on the disk, whatever the file's other users think of that.
  database.exec("pragma trusted_schema = off; pragma synchronous = full;");
  return database;
}

/**
 * Makes the rows what they should be. `ready` is asked within the transaction, before anything is
 * committed. SG345: somebody else keeps the file locked.
 */
export async function writeSqlite(
  path: string,
  changes: readonly RowChange[],
  ready: (() => Promise<void>) | undefined,
): Promise<void> {
  let database: DatabaseSync | undefined;
  try {
    database = openForWriting(path);
    database.exec("begin immediate");
    await ready?.();
    applyChanges(database, changes);
    database.exec("commit");
    settleLog(database);
  } catch (error) {
    if (database?.isTransaction === true) database.exec("rollback");
    throw sqliteError(error, path);
  } finally {
    database?.close();
  }
}

/** Puts what the log holds into the file, as far as nobody reads it: see fingerprint(). */
export function settleLog(database: DatabaseSync): void {
  const { journal_mode: mode } = database.prepare("pragma journal_mode").get() as {
    journal_mode: string;
  };
  if (mode === "wal") database.prepare("pragma wal_checkpoint(passive)").get();
}

/** Applies the changes, table by table, within the transaction that is open. */
export function applyChanges(database: DatabaseSync, changes: readonly RowChange[]): void {
  const byTable = new Map<string, RowChange[]>();
  for (const change of changes) {
    byTable.set(change.table, [...(byTable.get(change.table) ?? []), change]);
  }
  for (const [table, list] of byTable) applyToTable(database, table, list);
}

function applyToTable(database: DatabaseSync, table: string, changes: RowChange[]): void {
  const puts = changes
    .filter((change) => change.content !== null)
    .toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
  const shape = prepareTable(database, table, puts);
  if (shape === undefined) return;
  for (const { key, content } of changes) if (content === null) remove(database, shape, key);
  database.exec("savepoint rows");
  try {
    for (const change of puts) put(database, shape, change);
  } catch (error) {
    if ((error as { errcode?: number }).errcode === undefined) throw error;
    if (((error as { errcode: number }).errcode & 0xff) !== CONSTRAINT) throw error;
    // Two rows may have exchanged what is unique: all of them go first, and keep their places.
    database.exec("rollback to rows");
    const places = new Map(puts.map(({ key }) => [key, rowidOf(database, shape, key)]));
    for (const { key } of puts) remove(database, shape, key);
    for (const change of puts) insert(database, shape, change, places.get(change.key));
  }
  database.exec("release rows");
}

/** The table with every column that a row needs; undefined when none of this name is needed. */
function prepareTable(
  database: DatabaseSync,
  table: string,
  puts: readonly RowChange[],
): TableShape | undefined {
  const exists = tableNames(database).includes(table);
  if (!exists && puts.length === 0) return undefined;
  const needed = new Map<string, Json>();
  for (const { content } of puts) {
    for (const [column, value] of Object.entries(cellsOf(content))) {
      if ((needed.get(column) ?? null) === null) needed.set(column, value);
    }
  }
  if (!exists) createTable(database, table, puts, [...needed.keys()]);
  const shape = shapeOf(database, table);
  // SQLite takes names that differ in case only for the same.
  const known = new Set(shape.columns.map((column) => column.toLowerCase()));
  const missing = [...needed.keys()].filter((column) => !known.has(column.toLowerCase()));
  for (const column of missing) {
    database.exec(`alter table ${quoted(table)} add column ${quoted(column)}`);
  }
  return missing.length === 0 ? shape : shapeOf(database, table);
}

/** A column without a type keeps every value as it is. The key is the column that holds it. */
export function createTable(
  database: DatabaseSync,
  table: string,
  rows: readonly Pick<RowChange, "key" | "content">[],
  columns: readonly string[],
): void {
  const ranked = columns.toSorted((one, other) => rank(one) - rank(other));
  const planned = keyColumns(table, columns, []);
  const found = planned.length > 0 ? planned : keyOf(rows, ranked);
  const isInteger = (column: string | undefined): boolean =>
    column !== undefined &&
    rows.every(({ content }) => typeof cellValue(cellsOf(content)[column] ?? null) === "bigint");
  // A number may be the key by chance, and the rowid, which is one for certain, does as well.
  const isChance = planned.length === 0 && found[0] !== "id" && isInteger(found[0]);
  const keys = found.length === 1 && isChance ? [] : found;
  const [only] = keys.length === 1 ? keys : [];
  const integer = isInteger(only);
  const ordered = [...keys, ...columns.filter((column) => !keys.includes(column))];
  const list = ordered.map((column) =>
    column === only
      ? `${quoted(column)} ${integer ? "integer " : "text "}primary key`
      : quoted(column),
  );
  if (keys.length > 1) list.push(`primary key (${keys.map(quoted).join(", ")})`);
  database.exec(`create table ${quoted(table)} (${list.join(", ")})`);
}

function rank(column: string): number {
  return column === "id" ? 0 : column.endsWith("_id") ? 1 : 2;
}

/** The fewest columns whose values, with a slash between them, are the key of every row; or none. */
function keyOf(
  rows: readonly Pick<RowChange, "key" | "content">[],
  columns: readonly string[],
  at: readonly number[] = rows.map(() => 0),
): string[] {
  const texts = new Map(
    columns.map((column) => [
      column,
      rows.map(({ content }) =>
        keyPart(cellValue(cellsOf(content)[column] ?? null) as SQLOutputValue),
      ),
    ]),
  );
  const isRest = (text: string, row: number): boolean => rows[row]!.key.slice(at[row]) === text;
  const last = columns.find((column) => texts.get(column)!.every(isRest));
  if (last !== undefined) return [last];
  for (const column of columns) {
    const own = texts.get(column)!;
    if (!own.every((text, row) => rows[row]!.key.startsWith(`${text}/`, at[row]))) continue;
    const others = columns.filter((other) => other !== column);
    const rest = keyOf(
      rows,
      others,
      own.map((text, row) => at[row]! + text.length + 1),
    );
    if (rest.length > 0) return [column, ...rest];
  }
  return [];
}

function put(database: DatabaseSync, shape: TableShape, change: RowChange): void {
  const cells = writable(shape, change.content);
  const condition = keyCondition(shape, change.key);
  const sets = cells.map(([column]) => `${quoted(column)} = ?`).join(", ");
  const changed =
    cells.length === 0
      ? 0n
      : statement(database, `update ${quoted(shape.name)} set ${sets} where ${condition.sql}`).run(
          ...cells.map(([, value]) => value),
          ...condition.values,
        ).changes;
  if (Number(changed) === 0) insert(database, shape, change, undefined);
}

function insert(
  database: DatabaseSync,
  shape: TableShape,
  { key, content }: RowChange,
  rowid: bigint | undefined,
): void {
  const cells = writable(shape, content);
  if (shape.key.length === 0 && !/^-?\d{1,19}$/.test(key)) {
    throw new SpecqlError("SG343", `the row ${key} has no place in the table ${shape.name}`, {
      hint: "The table declares no key, so only a whole number can say which row is meant.",
    });
  }
  const place = shape.key.length === 0 ? BigInt(key) : rowid;
  const aliased = shape.key.some((column) => cells.some(([name]) => name === column));
  const columns = cells.map(([column]) => quoted(column));
  const values = cells.map(([, value]) => value);
  if (place !== undefined && shape.rowid !== undefined && !(rowid === undefined && aliased)) {
    columns.push(shape.rowid);
    values.push(place);
  }
  const holes = columns.map(() => "?").join(", ");
  const sql =
    columns.length === 0
      ? `insert into ${quoted(shape.name)} default values`
      : `insert into ${quoted(shape.name)} (${columns.join(", ")}) values (${holes})`;
  statement(database, sql).run(...values);
}

function remove(database: DatabaseSync, shape: TableShape, key: string): void {
  const { sql, values } = keyCondition(shape, key);
  statement(database, `delete from ${quoted(shape.name)} where ${sql}`).run(...values);
}

function rowidOf(database: DatabaseSync, shape: TableShape, key: string): bigint | undefined {
  if (shape.rowid === undefined) return undefined;
  const { sql, values } = keyCondition(shape, key);
  const found = statement(
    database,
    `select ${shape.rowid} as place from ${quoted(shape.name)} where ${sql}`,
  );
  found.setReadBigInts(true);
  return (found.get(...values) as { place: SQLOutputValue } | undefined)?.place as
    | bigint
    | undefined;
}

const prepared = new WeakMap<DatabaseSync, Map<string, ReturnType<DatabaseSync["prepare"]>>>();

/** Each statement is prepared once for each connection. */
function statement(database: DatabaseSync, sql: string): ReturnType<DatabaseSync["prepare"]> {
  const known = prepared.get(database) ?? new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  prepared.set(database, known);
  const found = known.get(sql) ?? database.prepare(sql);
  known.set(sql, found);
  return found;
}

/** Cells that may be written, by the table's own spelling of its columns. */
function writable(shape: TableShape, content: Json): [string, SQLInputValue][] {
  const spelling = new Map(shape.columns.map((column) => [column.toLowerCase(), column]));
  return Object.entries(cellsOf(content)).flatMap(([name, value]): [string, SQLInputValue][] => {
    const column = spelling.get(name.toLowerCase());
    if (column === undefined || shape.generated.includes(column)) return [];
    return [[column, cellValue(value)]];
  });
}

function cellsOf(content: Json): Readonly<Record<string, Json>> {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return {};
  return content as Readonly<Record<string, Json>>;
}
