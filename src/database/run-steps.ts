/**
 * Takes a schema request into the database, step by step. What can run inside a function is done by
 * `app.apply_schema_request`, one transaction for each call; what must not run in a transaction
 * (CREATE INDEX CONCURRENTLY) runs here, by a session that may act as the owner, and is reported by
 * `app.record_step`, which believes the catalog and not us. Killed in between, it goes on where it was.
 */
import type pg from "pg";
import type { CallResult } from "./call-function.ts";
import { fromServer, SpecqlError } from "../errors.ts";

/** Whoever calls functions of `app`, each in a transaction of its own. */
export interface StepCaller {
  call(functionName: string, args?: Record<string, unknown>): Promise<CallResult>;
  /** Runs statements outside of transactions, as a member of specql_owner. Absent over HTTP. */
  runOutside?(statements: readonly string[]): Promise<void>;
}

/** A step that was taken, or found done. */
export interface TakenStep {
  readonly n: number;
  readonly sql: string;
  readonly outcome: "done" | "not needed";
}

/** The request's row, and the steps that ran outside of transactions. */
export interface Applied {
  readonly row: Record<string, unknown>;
  readonly steps: readonly TakenStep[];
}

export interface StepsOptions {
  /** How often a step that finds a lock taken is tried. */
  readonly attempts?: number;
  /** Before the second attempt; doubled for each that follows, up to 30 seconds. */
  readonly backoffMs?: number;
  /** Told about each step, for progress. */
  readonly onStep?: (step: TakenStep) => void;
}

interface PendingStep {
  readonly n: number;
  readonly sql: string;
  readonly outside: boolean;
  readonly needed: boolean;
  readonly lock_timeout: string;
  readonly statement_timeout: string;
}

/** Applies an approved request, or goes on with one that is half applied. */
export function applySchemaRequest(
  caller: StepCaller,
  requestId: string,
  options: StepsOptions = {},
): Promise<Applied> {
  return takeSteps(caller, "apply_schema_request", { request_id: requestId }, "migrated", options);
}

/** Takes an applied request back, or goes on with doing so. */
export function rollBackSchemaRequest(
  caller: StepCaller,
  requestId: string,
  allowDataLoss = false,
  options: StepsOptions = {},
): Promise<Applied> {
  return takeSteps(
    caller,
    "roll_back_schema_request",
    { request_id: requestId, allow_data_loss: allowDataLoss },
    "rolled_back",
    options,
  );
}

/** Statements outside of transactions on a session of this pool, as specql_owner. */
export function outsideRunner(pool: pg.Pool): (statements: readonly string[]) => Promise<void> {
  return async (statements) => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query("set role specql_owner");
      for (const statement of statements) await client.query(statement);
    } catch (error) {
      throw fromServer(error);
    } finally {
      // Role and limits are the session's: nobody after us may find them.
      await client.query("reset all").catch((error: Error) => (broken = error));
      await client.query("reset role").catch((error: Error) => (broken = error));
      client.release(broken);
    }
  };
}

async function takeSteps(
  caller: StepCaller,
  functionName: string,
  args: Record<string, unknown> & { request_id: string },
  goal: string,
  options: StepsOptions,
): Promise<Applied> {
  const steps: TakenStep[] = [];
  const request_id = args.request_id;
  let row = record((await patiently(options, () => caller.call(functionName, args))).result);
  while (row["status"] !== goal) {
    const [next] = (await caller.call("pending_steps", { request_id })).result as PendingStep[];
    if (next === undefined) break;
    if (!next.outside) {
      row = record((await patiently(options, () => caller.call(functionName, args))).result);
      continue;
    }
    const taken = await takeOutside(caller, request_id, next, options);
    row = taken.row;
    steps.push(taken.step);
    options.onStep?.(taken.step);
  }
  return { row, steps };
}

async function takeOutside(
  caller: StepCaller,
  request_id: string,
  first: PendingStep,
  options: StepsOptions,
): Promise<{ row: Record<string, unknown>; step: TakenStep }> {
  const runOutside = caller.runOutside?.bind(caller);
  const n = first.n;
  let step = first;
  if (step.needed) {
    if (runOutside === undefined) {
      throw new SpecqlError("SG363", `step ${n} does not run inside of a transaction`, {
        detail: step.sql,
        hint: "Run `specql schema apply` with the database's URL, as a login that is a member of specql_owner.",
      });
    }
    await patiently(options, async (attempt) => {
      if (attempt > 1) step = await again(caller, request_id, n, step);
      if (!step.needed) return;
      try {
        await runOutside([
          `set lock_timeout = '${time(step.lock_timeout)}'`,
          `set statement_timeout = '${time(step.statement_timeout)}'`,
          step.sql,
        ]);
      } catch (error) {
        const detail = fromServer(error).message;
        await caller.call("record_step", { request_id, n, outcome: "failed", detail });
        // What a build that failed has left is removed by the step before it.
        await removeRest(runOutside, step.sql);
        throw error;
      }
    });
  }
  const { result } = await caller.call("record_step", { request_id, n, outcome: "done" });
  return {
    row: record(result),
    step: { n, sql: first.sql, outcome: first.needed ? "done" : "not needed" },
  };
}

async function again(
  caller: StepCaller,
  request_id: string,
  n: number,
  last: PendingStep,
): Promise<PendingStep> {
  const pending = (await caller.call("pending_steps", { request_id })).result as PendingStep[];
  return pending.find((step) => step.n === n) ?? { ...last, needed: false };
}

/** An invalid index keeps its name: the next attempt would find it and believe it. */
async function removeRest(
  runOutside: NonNullable<StepCaller["runOutside"]>,
  sql: string,
): Promise<void> {
  const built =
    /^create (?:unique )?index concurrently if not exists ("(?:[^"]|"")+"|\S+) on ("(?:[^"]|"")+"|[^\s.]+)\./.exec(
      sql,
    );
  if (built === null) return;
  await runOutside([`drop index concurrently if exists ${built[2]}.${built[1]}`]);
}

/** Tries again, later and later, while somebody else holds what is needed. */
async function patiently<T>(
  { attempts = 8, backoffMs = 250 }: StepsOptions,
  work: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt >= attempts || !isBusy(error)) throw error;
      const pause = Math.min(backoffMs * 2 ** (attempt - 1), 30_000);
      // Two that wait for one another must not wake together.
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}

/** Locks that were not to be had, deadlocks, and another migration: all of them pass. */
function isBusy(error: unknown): boolean {
  const code = fromServer(error).code;
  return code === "SG360" || code === "SG390";
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** A time limit as it stands in a step; anything else would be SQL. */
function time(value: string): string {
  if (!/^\d+(?:ms|s|min)?$/.test(value)) {
    throw new SpecqlError("SG999", "a step has a time limit that is none", { detail: value });
  }
  return value;
}
