/** Whether PostgreSQL and a legacy file hold the same rows, and where they do not. */
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { CallResult } from "../database/call-function.ts";
import { fingerprint, type LegacyFile, openLegacyFile } from "../legacy/store-file/index.ts";
import { compareTable, type TableFingerprint } from "./compare-table.ts";
import { type Discrepancy, Findings, published, type Summary } from "./report.ts";
import type { Isolation } from "../database/principal.ts";
import { RowIndex } from "./row-index.ts";

export type { Discrepancy, Summary, TableSummary } from "./report.ts";
export type { DiscrepancyType } from "./cells.ts";

/** Somebody who calls functions of `app`: a Caller, or a transaction that is under way. */
export interface Comparer {
  call(functionName: string, args?: Record<string, unknown>): Promise<CallResult>;
  /** Makes several calls in one transaction; over HTTP there is no way to. */
  inTransaction?<T>(
    work: (transaction: Pick<Comparer, "call">) => Promise<T>,
    isolation?: Isolation,
  ): Promise<T>;
}

export interface CompareOptions {
  readonly store: string;
  /** The legacy file. */
  readonly path: string;
  /** How many discrepancies are listed and stored at most; all are counted. Default 10,000. */
  readonly limit?: number | undefined;
  /** How often it is compared anew when rows were written or mirrored meanwhile. Default 5. */
  readonly attempts?: number | undefined;
}

/** What a comparison says, and where it is kept. */
export interface ConsistencyReport {
  readonly run_id: string;
  readonly store: string;
  readonly legacy_sha256: string;
  readonly consistent: boolean;
  /** Rows that were compared. */
  readonly checked: number;
  /** All differences, those not listed included. */
  readonly discrepancy_count: number;
  readonly discrepancies: readonly Discrepancy[];
  readonly summary: Summary;
}

const LISTED = 10_000;
const ATTEMPTS = 5;
/** Three hexadecimal digits: 4096 buckets, of 250 rows each in a table of a million. */
const DIGITS = 3;
const NOTED_AT_ONCE = 500;
const WAIT_MILLISECONDS = 300;

interface Begun {
  readonly run_id: string;
  readonly pending: number;
  readonly tables: readonly TableFingerprint[];
}

/**
 * Compares all rows of a store with its legacy file and stores what it finds. Equal tables cost one
 * pass on either side; of the others only the buckets that differ are looked into. Differences that
 * may come of a write in between are not believed: it is compared again, a few times.
 */
export async function compareStore(
  caller: Comparer,
  options: CompareOptions,
): Promise<ConsistencyReport> {
  const attempts = options.attempts ?? ATTEMPTS;
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt >= attempts;
    const work = (from: Pick<Comparer, "call">): Promise<ConsistencyReport | undefined> =>
      compareOnce((name, args) => from.call(name, args), options, attempt, last);
    const report = await (caller.inTransaction?.(work, "repeatable read") ?? work(caller));
    if (report !== undefined) return report;
    await setTimeout(WAIT_MILLISECONDS * attempt);
  }
}

/** undefined: something moved meanwhile. */
async function compareOnce(
  call: Comparer["call"],
  { store, path, limit = LISTED }: CompareOptions,
  attempt: number,
  last: boolean,
): Promise<ConsistencyReport | undefined> {
  const started = Date.now();
  const file = await openLegacyFile(store, path);
  try {
    const ask = async (name: string, args: Record<string, unknown>): Promise<unknown> =>
      (await call(name, args)).result;
    const source = basename(path);
    const options = { source, legacy_sha256: file.sha256, digits: DIGITS };
    // The database works on its checksums while the file is read here.
    const [begun, read] = await both(
      ask("begin_consistency_run", { store, options }) as Promise<Begun>,
      indexFile(file),
    );
    const findings = new Findings(store, limit);
    const own = new Map(begun.tables.map((table) => [table.source_table, table]));
    const tables = new Map<string, { postgresql: number; legacy: number }>();
    let readOn = false;
    for (const table of new Set([...file.tables(), ...own.keys()])) {
      const { index, doubled } = read.get(table) ?? emptyTable();
      const fingerprints = own.get(table);
      const counts = { postgresql: fingerprints?.rows ?? 0, legacy: index.count };
      if (counts.postgresql + counts.legacy === 0) continue;
      tables.set(table, counts);
      const work = {
        ask,
        file,
        table,
        own: fingerprints,
        index,
        doubled,
        digits: DIGITS,
        findings,
      };
      readOn = (await compareTable(work)) || readOn;
      read.delete(table);
    }

    const differs = findings.total > 0;
    const isMoved =
      differs && (begun.pending > 0 || (await fingerprint(path, file.format)) !== file.sha256);
    if (isMoved && !last) return undefined;
    if (isMoved) {
      findings.notes.push(
        begun.pending > 0
          ? `${begun.pending} writes were not in the file yet`
          : "the file was written while it was compared",
      );
    }
    if (findings.list.length < findings.total) {
      findings.notes.push(`${findings.list.length} of ${findings.total} discrepancies are listed`);
    }
    const finished = Date.now();
    const summary: Summary = {
      store,
      source,
      counts: findings.counts,
      tables: Object.fromEntries(
        [...tables].map(([table, counts]) => [
          table,
          { ...counts, discrepancies: findings.tables.get(table) ?? 0 },
        ]),
      ),
      started_at: new Date(started).toISOString(),
      finished_at: new Date(finished).toISOString(),
      seconds: (finished - started) / 1000,
      attempts: attempt,
      listed: findings.list.length,
      notes: findings.notes,
    };
    const result = {
      consistent: !differs,
      checked: findings.checked,
      discrepancy_count: findings.total,
      summary,
    };
    for (let at = 0; at < findings.list.length; at += NOTED_AT_ONCE) {
      const discrepancies = findings.list.slice(at, at + NOTED_AT_ONCE);
      await ask("note_discrepancies", { run_id: begun.run_id, discrepancies });
    }
    try {
      const report = { ...result, read_on: readOn };
      await ask("record_consistency_run", { run_id: begun.run_id, report });
    } catch (error) {
      // A transaction that is under way has PostgreSQL's own error, the code is the same.
      const isWritten = error instanceof Error && "code" in error && error.code === "SG347";
      if (isWritten && !last) return undefined;
      throw error;
    }
    return {
      run_id: begun.run_id,
      store,
      legacy_sha256: file.sha256,
      ...result,
      discrepancies: findings.list.map(published),
    };
  } finally {
    await file.close();
  }
}

interface ReadTable {
  readonly index: RowIndex;
  readonly doubled: Map<number, readonly string[]>;
}

function emptyTable(): ReadTable {
  const index = new RowIndex();
  index.finish();
  return { index, doubled: new Map() };
}

/** Hashes all rows of the file. */
async function indexFile(file: LegacyFile): Promise<Map<string, ReadTable>> {
  const tables = new Map<string, ReadTable>();
  for (const table of file.tables()) {
    const index = new RowIndex();
    const doubled = new Map<number, readonly string[]>();
    const rows = file.rows(table);
    if (Symbol.iterator in rows) {
      for (const row of rows) {
        if (row.duplicates !== undefined) doubled.set(index.count, row.duplicates);
        index.add(row.key, row.content);
      }
    } else {
      for await (const row of rows) {
        if (row.duplicates !== undefined) doubled.set(index.count, row.duplicates);
        index.add(row.key, row.content);
      }
    }
    index.finish();
    tables.set(table, { index, doubled });
  }
  return tables;
}

/** Waits for both, also when one of them fails: nothing goes on behind anybody's back. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([one, other]);
  if (a.status === "rejected") throw a.reason;
  if (b.status === "rejected") throw b.reason;
  return [a.value, b.value];
}
