/** One table of a store: from bucket checksums down to the cells that differ. */
import type { Json } from "../legacy/document.ts";
import { parseJson, toJson } from "../legacy/json-reader.ts";
import type { LegacyFile, LegacyRow } from "../legacy/store-file/index.ts";
import { type CellDifference, differences } from "./cells.ts";
import { likeness } from "./likeness.ts";
import type { Findings } from "./report.ts";
import { CHUNK, KEY_BYTES, keyHash, type RowIndex } from "./row-index.ts";
import { outOfOrder } from "./row-order.ts";
import { otherSpelling, pairsOf } from "./row-pairs.ts";

/** Calls a function of `app` and gives what it returns. */
export type Ask = (name: string, args: Record<string, unknown>) => Promise<unknown>;

/** A table as `app.begin_consistency_run()` sums it up. */
export interface TableFingerprint {
  readonly source_table: string;
  readonly rows: number;
  readonly buckets: Readonly<Record<string, readonly [rows: number, checksum: string]>>;
  readonly order: readonly string[];
}

/** What the comparison of a table is given. */
export interface TableWork {
  readonly ask: Ask;
  readonly file: LegacyFile;
  readonly table: string;
  /** undefined: PostgreSQL has no such table. */
  readonly own: TableFingerprint | undefined;
  readonly index: RowIndex;
  /** Rows inside which a key stands twice, and where. */
  readonly doubled: ReadonlyMap<number, readonly string[]>;
  readonly digits: number;
  readonly findings: Findings;
}

/** How one call may ask for hashes, for rows, and for chunks of the order. */
const HASHES_AT_ONCE = 20_000;
const ROWS_AT_ONCE = 500;
const CHUNKS_AT_ONCE = 64;
/** Above this many, keys that differ in their spelling are not matched and the order is not looked at. */
const MOST_KEYS = 50_000;

interface Drilled {
  /** Rows of the file whose content differs, and the key that PostgreSQL has for each. */
  readonly changed: Map<number, string>;
  /** Rows of the file that PostgreSQL does not have. */
  readonly missing: Set<number>;
  /** Keys that the file does not have. */
  readonly extra: Set<string>;
}

/** Compares a table; says whether anything was read after the checksums. */
export async function compareTable(work: TableWork): Promise<boolean> {
  const { own, index } = work;
  const differing = differingBuckets(work);
  const drilled: Drilled = { changed: new Map(), missing: new Set(), extra: new Set() };
  await drill(work, differing, drilled);
  for (const [key, row] of await keysOf(work, work.doubled)) {
    if (!drilled.missing.has(row) && !index.isDuplicate(row)) drilled.changed.set(row, key);
  }
  const { missing, extra } = drilled;
  const pairs = await pairUp(work, drilled);
  work.findings.checked += (own?.rows ?? 0) + missing.size - pairs.size + index.duplicates;
  await reportFileRows(work, drilled, pairs);
  await reportExtra(
    work,
    [...extra].filter((key) => !pairs.has(key)),
  );
  const sameOrder =
    own === undefined ||
    !isOrdered(work) ||
    (missing.size === 0 && extra.size === 0 && sameList(own.order, orderOf(index, missing)));
  if (!sameOrder) await compareOrder(work, drilled);
  return differing.length > 0 || !sameOrder || index.duplicates > 0 || work.doubled.size > 0;
}

/** The members of a JSON object, and the keys at the top of any document, are in no order. */
function isOrdered({ file, table }: TableWork): boolean {
  return file.store !== "types" && table !== "document";
}

function orderOf(index: RowIndex, missing: ReadonlySet<number>): string[] {
  return index.orderChecksums(index.order(missing));
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

function differingBuckets({ own, index, digits }: TableWork): [bucket: string, rows: number][] {
  const theirs = index.buckets(digits);
  const ours = own?.buckets ?? {};
  const found: [string, number][] = [];
  for (const bucket of new Set([...Object.keys(ours), ...theirs.keys()])) {
    const one = ours[bucket];
    const other = theirs.get(bucket);
    if (one?.[0] !== other?.[0] || one?.[1] !== other?.[1]) {
      found.push([bucket, Math.max(one?.[0] ?? 0, other?.[0] ?? 0)]);
    }
  }
  return found.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** From buckets down to rows, so many buckets at a time that memory stays bounded. */
async function drill(
  work: TableWork,
  buckets: readonly [bucket: string, rows: number][],
  drilled: Drilled,
): Promise<void> {
  let group: string[] = [];
  let size = 0;
  for (const [bucket, rows] of buckets) {
    if (group.length > 0 && size + rows > HASHES_AT_ONCE) {
      await drillInto(work, group, drilled);
      group = [];
      size = 0;
    }
    group.push(bucket);
    size += rows;
  }
  if (group.length > 0) await drillInto(work, group, drilled);
}

async function drillInto(
  { ask, file, table, own, index }: TableWork,
  buckets: readonly string[],
  { changed, missing, extra }: Drilled,
): Promise<void> {
  const args = { store: file.store, source_table: table, prefixes: buckets };
  const rows =
    own === undefined
      ? []
      : ((await ask("store_row_hashes", args)) as { row_key: string; row_hash: string }[]);
  const known = new Map(rows.map((row) => [keyHash(row.row_key).toString("hex"), row]));
  for (const bucket of buckets) {
    for (const row of index.inBucket(bucket)) {
      const key = index.keyOf(row).toString("hex");
      const match = known.get(key);
      if (match === undefined) missing.add(row);
      else if (match.row_hash !== index.hashOf(row).toString("hex"))
        changed.set(row, match.row_key);
      known.delete(key);
    }
  }
  for (const { row_key: key } of known.values()) extra.add(key);
}

/** Rows of which each side has one whose key is written in another way. */
async function pairUp(work: TableWork, { missing, extra }: Drilled): Promise<Map<string, number>> {
  if (missing.size === 0 || extra.size === 0) return new Map();
  if (missing.size > MOST_KEYS || extra.size > MOST_KEYS) {
    work.findings.notes.push(`${work.table}: too many keys differ to look for their like`);
    return new Map();
  }
  const theirs = await keysOf(work, missing);
  const pairs = pairsOf(work.file.store, work.table, extra, theirs);
  return new Map([...pairs].map(([row, key]) => [key, row]));
}

async function keysOf(
  work: TableWork,
  rows: ReadonlySet<number> | ReadonlyMap<number, unknown>,
): Promise<[key: string, row: number][]> {
  const found: [string, number][] = [];
  await eachRow(work, rows, (row, at) => void found.push([row.key, at]));
  return found;
}

/** Reads the file again as far as rows are wanted. */
async function eachRow(
  { file, table }: TableWork,
  wanted: ReadonlySet<number> | ReadonlyMap<number, unknown>,
  take: (row: LegacyRow, at: number) => Promise<void> | void,
): Promise<void> {
  let left = wanted.size;
  if (left === 0) return;
  let at = 0;
  const rows = file.rows(table);
  if (Symbol.iterator in rows) {
    for (const row of rows) {
      if (wanted.has(at)) {
        await take(row, at);
        if (--left === 0) return;
      }
      at += 1;
    }
    return;
  }
  for await (const row of rows) {
    if (wanted.has(at)) {
      await take(row, at);
      if (--left === 0) return;
    }
    at += 1;
  }
}

/** A row of the file to hold against the one of PostgreSQL with the key. */
interface Wanted {
  readonly row: LegacyRow;
  readonly at: number;
  readonly key: string;
  readonly again: boolean;
}

/** Rows that differ, cell by cell; rows that PostgreSQL has not; keys that stand twice. */
async function reportFileRows(
  work: TableWork,
  { changed, missing }: Drilled,
  pairs: ReadonlyMap<string, number>,
): Promise<void> {
  const { file, table, index, findings } = work;
  const ownKeys = new Map([...changed, ...[...pairs].map(([key, row]) => [row, key] as const)]);
  const wanted = new Set([...ownKeys.keys(), ...missing]);
  if (index.duplicates > 0) {
    for (let row = 0; row < index.count; row += 1) if (index.isDuplicate(row)) wanted.add(row);
  }
  let batch: Wanted[] = [];
  const flush = async (): Promise<void> => {
    await compareRows(work, batch);
    batch = [];
  };
  const take = async (row: LegacyRow, at: number): Promise<void> => {
    const again = index.isDuplicate(at);
    const key = again ? row.key : ownKeys.get(at);
    if (key !== undefined) {
      batch.push({ row, at, key, again });
      if (batch.length >= ROWS_AT_ONCE) await flush();
      return;
    }
    const spelling = otherSpelling(file.store, table, row.key);
    const twice = spelling !== undefined && index.find(keyHash(spelling)) !== undefined;
    findings.add({
      type: twice ? "duplicate_key" : "missing_in_postgresql",
      table,
      key: row.key,
      attribute: null,
      legacy_value: row.content,
    });
  };
  if (file.format === "sqlite" && wanted.size === changed.size && wanted.size <= ROWS_AT_ONCE) {
    // An index finds them.
    for (const [at, key] of changed) {
      const row = await file.get(table, key);
      if (row !== undefined) await take(row, at);
    }
  } else await eachRow(work, wanted, take);
  await flush();
}

interface OwnRow {
  readonly row_key: string;
  readonly content: string;
  readonly also: string | null;
}

async function ownRows(
  { ask, file, table, own }: TableWork,
  keys: readonly string[],
): Promise<Map<string, { content: Json; also: Readonly<Record<string, Json>> }>> {
  if (own === undefined || keys.length === 0) return new Map();
  const args = { store: file.store, source_table: table, keys };
  const rows = (await ask("compared_rows", args)) as OwnRow[];
  return new Map(
    rows.map(({ row_key: key, content, also }) => [
      key,
      {
        content: toJson(parseJson(content, key)),
        also: (also === null ? {} : toJson(parseJson(also, key))) as Record<string, Json>,
      },
    ]),
  );
}

async function compareRows(work: TableWork, batch: readonly Wanted[]): Promise<void> {
  const { table, findings, doubled } = work;
  const ours = await ownRows(work, [...new Set(batch.map(({ key }) => key))]);
  for (const { row, at, key, again } of batch) {
    const own = ours.get(key);
    if (again) {
      findings.add({
        type: "duplicate_key",
        table,
        key,
        attribute: null,
        postgresql_value: own?.content,
        legacy_value: row.content,
      });
      continue;
    }
    // It was there when it was hashed: the end of the run finds that something moved.
    if (own === undefined) continue;
    const add = (found: CellDifference): void =>
      findings.add({
        type: found.type,
        table,
        key,
        attribute: found.attribute ?? null,
        postgresql_value: found.postgresql,
        legacy_value: found.legacy,
      });
    const twice = doubled.get(at) ?? [];
    for (const attribute of twice) {
      add({
        type: "duplicate_key",
        attribute,
        postgresql: valueAt(own.content, attribute),
        legacy: valueAt(row.content, attribute),
      });
    }
    if (row.key !== key) {
      const type = likeness(key, row.key) === "encoding" ? "encoding" : "coerced_type";
      add({ type, attribute: "$key", postgresql: key, legacy: row.key });
    }
    const how = { also: own.also, absentIsNull: work.file.format === "sqlite" };
    for (const found of differences(own.content, row.content, how)) {
      // The key's own cell says again what the key said.
      if (row.key !== key && found.postgresql === key && found.legacy === row.key) continue;
      if (found.attribute !== undefined && twice.includes(found.attribute)) continue;
      add(found);
    }
  }
}

function valueAt(content: Json, path: string): Json | undefined {
  let value: Json | undefined = content;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, Json>>)[part];
  }
  return value;
}

async function reportExtra(work: TableWork, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += ROWS_AT_ONCE) {
    const some = keys.slice(start, start + ROWS_AT_ONCE);
    const ours = await ownRows(work, some);
    for (const key of some) {
      work.findings.add({
        type: "missing_in_legacy",
        table: work.table,
        key,
        attribute: null,
        postgresql_value: ours.get(key)?.content,
      });
    }
  }
}

/** The rows that both sides have, in the order of each. */
async function compareOrder(work: TableWork, { missing, extra }: Drilled): Promise<void> {
  const { ask, file, table, index, findings } = work;
  if (extra.size > MOST_KEYS) {
    findings.notes.push(`${table}: the order was not compared, too many rows are on one side only`);
    return;
  }
  const args = { store: file.store, source_table: table, except_keys: [...extra] };
  const order = index.order(missing);
  const theirs = index.orderChecksums(order);
  const ours = (await ask("store_order_checksum", args)) as { chunk: number; checksum: string }[];
  const chunks = ours.filter((each) => each.checksum !== theirs[Number(each.chunk)]);
  if (chunks.length === 0) return;
  const rankOf = new Uint32Array(index.count);
  order.forEach((row, rank) => (rankOf[row] = rank));
  const places: number[] = [];
  const rows: number[] = [];
  for (let start = 0; start < chunks.length; start += CHUNKS_AT_ONCE) {
    const some = chunks.slice(start, start + CHUNKS_AT_ONCE).map((each) => each.chunk);
    const answer = await ask("store_order", { ...args, chunks: some });
    for (const { chunk, keys } of answer as { chunk: number; keys: string }[]) {
      const bytes = Buffer.from(keys, "hex");
      for (let at = 0; at * KEY_BYTES < bytes.length; at += 1) {
        const row = index.find(bytes.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES));
        if (row === undefined) continue;
        places.push(Number(chunk) * CHUNK + at);
        rows.push(row);
      }
    }
  }
  const moved = outOfOrder(rows.map((row) => rankOf[row] ?? 0));
  const movedRows = new Map(moved.map((at) => [rows[at] ?? 0, places[at] ?? 0]));
  await eachRow(work, movedRows, (row, at) =>
    findings.add({
      type: "order",
      table,
      key: row.key,
      attribute: null,
      postgresql_value: (movedRows.get(at) ?? 0) + 1,
      legacy_value: (rankOf[at] ?? 0) + 1,
    }),
  );
}
