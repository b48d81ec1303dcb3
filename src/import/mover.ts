/**
 * Moves a checked file into the database: rows in batches of bounded size, the next one read while
 * the last is taken in. Small files go in in one transaction; of large ones each batch is committed
 * with its checkpoint, so that an import that was killed goes on where it was.
 */
import type { Caller } from "../call.ts";
import { SpecqlError } from "../errors.ts";
import { fileChanged, type ImportSource, type SourceRow } from "./source.ts";

/** How an import is asked for. */
export interface MoveOptions {
  /** Name of the file, for the report. */
  readonly source: string;
  readonly dryRun?: boolean;
  readonly quarantine?: boolean;
  readonly timezone?: string;
  /** Told how many rows are in. */
  readonly onRows?: (done: number, total: number) => void;
  /** Most rows that one transaction holds. */
  readonly largestTransaction?: number;
  readonly batchRows?: number;
  /** Batches that are taken in side by side, where nothing speaks against it. */
  readonly lanes?: number;
}

type Call = Caller["call"];
interface Batch {
  readonly table: string;
  readonly first: number;
  readonly count: number;
  readonly text: string;
}
/** What one import goes through with. */
interface Run {
  readonly call: Call;
  readonly id: string;
  readonly source: ImportSource;
  readonly batchRows: number;
  readonly again: boolean;
  readonly taken: (rows: number) => void;
}

const LARGEST_TRANSACTION = 200_000;
const BATCH_ROWS = 10_000;
/** A batch is sent when it has this many characters, whatever its rows: several are in memory. */
const BATCH_CHARACTERS = 2 * 1024 * 1024;
const ATTEMPTS = 5;

/**
 * Imports the file and returns the report. Without quarantine a rejected row keeps all of it out.
 * SG149: the file was changed meanwhile, or a dry run is too large for a server to do.
 */
export async function move(
  caller: Caller,
  source: ImportSource,
  options: MoveOptions,
): Promise<unknown> {
  const total = source.tables.reduce((sum, table) => sum + table.rows, 0);
  const isLarge = total > (options.largestTransaction ?? LARGEST_TRANSACTION);
  if (caller.inTransaction !== undefined && (!isLarge || options.dryRun === true)) {
    let report: unknown;
    try {
      return await caller.inTransaction(async (transaction) => {
        const found = await moveWith(
          (name, args) => transaction.call(name, args),
          source,
          { ...options, lanes: 1 },
          { total },
        );
        if ((found as { written?: boolean }).written === true) return found;
        report = found;
        // Rolls back what was written, and the run.
        throw new SpecqlError("SG149", "not written");
      });
    } catch (error) {
      if (report !== undefined) return report;
      throw error;
    }
  }
  if (options.dryRun === true) {
    throw new SpecqlError("SG149", "a dry run in batches would write", {
      detail: "A server takes a file in batches, each of them committed.",
      hint: "Name the database with --database and try again, or import and 'specql import undo'.",
      field: "dry_run",
    });
  }
  return moveWith((name, args) => caller.call(name, args), source, options, { total, again: true });
}

async function moveWith(
  call: Call,
  source: ImportSource,
  options: MoveOptions,
  { total, again = false }: { total: number; again?: boolean },
): Promise<unknown> {
  const begun = (await value(call, "begin_import", {
    kind: source.kind,
    options: {
      source: options.source,
      file_hash: source.hash,
      dry_run: options.dryRun === true,
      quarantine: options.quarantine === true,
      ...(options.timezone !== undefined && { timezone: options.timezone }),
    },
  })) as { run_id: string; next: Record<string, number>; ranks: Record<string, number> };
  const done = new Map(Object.entries(begun.next).map(([table, next]) => [table, next - 1]));
  let taken = [...done.values()].reduce((sum, rows) => sum + rows, 0);
  options.onRows?.(taken, total);
  const run: Run = {
    call,
    id: begun.run_id,
    source,
    batchRows: options.batchRows ?? BATCH_ROWS,
    again,
    taken: (rows) => options.onRows?.((taken += rows), total),
  };
  const ranks = ranksOf(source, new Map(Object.entries(begun.ranks)));
  try {
    if (source.sideBySide && (options.lanes ?? 2) > 1) {
      for (const group of ranks) await sideBySide(run, group, done, options.lanes ?? 2);
    } else {
      await moveTables(run, ranks.flat(), done);
    }
  } catch (error) {
    // What is wrong with the file stays wrong; anything else can go on later.
    if (again && isOfFile(error)) await value(call, "undo_import", { run_id: begun.run_id });
    throw error;
  }
  return value(call, "finish_import", { run_id: begun.run_id });
}

function isOfFile(error: unknown): boolean {
  return error instanceof SpecqlError && ["SG130", "SG131", "SG149"].includes(error.code);
}

/** The tables of the file in the order in which the store wants them, equal ones together. */
function ranksOf(source: ImportSource, ranks: ReadonlyMap<string, number>): string[][] {
  const groups = new Map<number, string[]>();
  for (const { name, rows } of source.tables) {
    if (rows === 0) continue;
    const rank = ranks.get(name) ?? ranks.get("*") ?? 0;
    groups.set(rank, [...(groups.get(rank) ?? []), name]);
  }
  return [...groups].toSorted(([a], [b]) => a - b).map(([, names]) => names);
}

/** Tables that do not refer to each other, a few at a time. */
async function sideBySide(
  run: Run,
  tables: readonly string[],
  done: ReadonlyMap<string, number>,
  lanes: number,
): Promise<void> {
  const rest = [...tables];
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let table = rest.shift(); table !== undefined && !failed; table = rest.shift()) {
      try {
        await moveTables(run, [table], done, () => failed);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
}

/** One batch is on its way while the next is read. */
async function moveTables(
  run: Run,
  tables: readonly string[],
  done: ReadonlyMap<string, number>,
  stopped: () => boolean = () => false,
): Promise<void> {
  let sent: Promise<void> = Promise.resolve();
  try {
    for await (const batch of batches(run, tables, done)) {
      await sent;
      if (stopped()) return;
      sent = send(run, batch);
      // Awaited at the next batch; until then a failure must not count as nobody's.
      sent.catch(() => {});
    }
  } finally {
    await sent;
  }
}

async function* batches(
  run: Run,
  tables: readonly string[],
  done: ReadonlyMap<string, number>,
): AsyncGenerator<Batch> {
  const places = new Map(done);
  let table = "";
  let first = 0;
  let rows: string[] = [];
  let size = 0;
  const flush = (): Batch | undefined => {
    if (rows.length === 0) return undefined;
    const batch = { table, first, count: rows.length, text: `[${rows.join(",")}]` };
    rows = [];
    size = 0;
    return batch;
  };
  for await (const row of each(run.source.rows(tables, done))) {
    if (row.table !== table || rows.length >= run.batchRows || size >= BATCH_CHARACTERS) {
      const batch = flush();
      if (batch !== undefined) yield batch;
      table = row.table;
      first = (places.get(table) ?? 0) + 1;
    }
    places.set(table, (places.get(table) ?? 0) + 1);
    rows.push(row.text);
    size += row.text.length;
  }
  const last = flush();
  if (last !== undefined) yield last;
  for (const { name, rows: expected } of run.source.tables) {
    if (tables.includes(name) && (places.get(name) ?? 0) !== expected) {
      throw fileChanged(name);
    }
  }
}

/** Iterates over either kind without a promise for each row of the one that needs none. */
function each(rows: AsyncIterable<SourceRow> | Iterable<SourceRow>) {
  return rows as AsyncIterable<SourceRow>;
}

async function send(run: Run, batch: Batch): Promise<void> {
  const head = JSON.stringify({
    run_id: run.id,
    source_table: batch.table,
    first_ordinal: batch.first,
  });
  const args = `${head.slice(0, -1)},"rows":${batch.text}}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run.call("import_batch", args);
      run.taken(batch.count);
      return;
    } catch (error) {
      // A deadlock, or a lock that was not to be had: within one transaction there is no second try.
      const passing = error instanceof SpecqlError && error.code === "SG390";
      if (!run.again || !passing || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 200));
    }
  }
}

async function value(call: Call, name: string, args: Record<string, unknown>): Promise<unknown> {
  return (await call(name, args)).result;
}
