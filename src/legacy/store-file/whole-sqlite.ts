/** Makes a SQLite file hold exactly the rows that come, table by table. */
import { rename, rm, stat } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { canonicalText } from "../canonical.ts";
import type { Json } from "../document.ts";
import { syncFolder } from "./atomic.ts";
import { contentReader, rowsOf, shapeOf, sqliteError, tableNames } from "./read-sqlite.ts";
import { applyChanges, createTable, openForWriting, settleLog } from "./write-sqlite.ts";
import type { LegacyRow, RowChange } from "./types.ts";

type Row = Pick<LegacyRow, "table" | "key" | "content">;
const BATCH = 1000;

/** In one transaction; a file that is not there yet appears when it is complete. */
export async function wholeSqlite(
  path: string,
  rows: AsyncIterable<Row> | Iterable<Row>,
  ready: (() => Promise<void>) | undefined,
): Promise<void> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  const target = exists ? path : `${path}.new`;
  if (!exists) await rm(target, { force: true });
  let database: DatabaseSync | undefined;
  try {
    database = openForWriting(target);
    database.exec("begin immediate");
    database.exec("create temp table written (name text, key text, primary key (name, key))");
    await writeRows(database, rows);
    removeOthers(database);
    database.exec("drop table temp.written");
    await ready?.();
    database.exec("commit");
    settleLog(database);
  } catch (error) {
    if (database?.isTransaction === true) database.exec("rollback");
    throw sqliteError(error, path);
  } finally {
    database?.close();
  }
  if (!exists) {
    await rename(target, path);
    await syncFolder(dirname(path));
  }
}

async function writeRows(
  database: DatabaseSync,
  rows: AsyncIterable<Row> | Iterable<Row>,
): Promise<void> {
  const note = database.prepare("insert or ignore into temp.written values (?, ?)");
  let batch: RowChange[] = [];
  let position = 0;
  const flush = (): void => {
    const table = batch[0]?.table;
    if (table === undefined) return;
    prepareTable(database, table, batch);
    applyChanges(database, changedOnly(database, table, batch));
    batch = [];
  };
  for await (const { table, key, content } of rows) {
    if (batch.length >= BATCH || (batch[0] !== undefined && batch[0].table !== table)) flush();
    position += 1;
    batch.push({ table, key, content, position });
    note.run(table, key);
  }
  flush();
}

function prepareTable(database: DatabaseSync, table: string, batch: readonly RowChange[]): void {
  if (tableNames(database).includes(table)) return;
  const columns = [...new Set(batch.flatMap(({ content }) => Object.keys(content as object)))];
  createTable(database, table, batch, columns);
}

/** Leaves out what the file already holds: a rebuilt file is mostly what it was. */
function changedOnly(
  database: DatabaseSync,
  table: string,
  batch: readonly RowChange[],
): RowChange[] {
  const shape = shapeOf(database, table);
  const read = contentReader(database, shape);
  return batch.filter(({ key, content }) => {
    const found: Json | undefined = read(key);
    return found === undefined || canonicalText(found) !== canonicalText(content);
  });
}

function removeOthers(database: DatabaseSync): void {
  const known = database.prepare("select 1 as known from temp.written where name = ? and key = ?");
  for (const table of tableNames(database)) {
    const gone: RowChange[] = [];
    for (const row of rowsOf(database, shapeOf(database, table), table)) {
      if (known.get(table, row.key) === undefined) {
        gone.push({ table, key: row.key, content: null });
      }
    }
    applyChanges(database, gone);
  }
}
