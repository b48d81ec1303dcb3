import type pg from "pg";
import { fromServer, SpecqlError } from "../errors.ts";
import type { Json } from "../legacy/document.ts";
import { parseSpans, valueOf } from "../legacy/store-file/json-spans.ts";
import { FailoverPool } from "./failover-pool.ts";
import { asPrincipal, type Principal, reading } from "./principal.ts";
import { type Replica, replicaOf } from "./replica.ts";
import { isMirror, notWritten } from "./source.ts";

/** What a function of `app` gave back, and of which kind that is. */
export interface CallResult {
  readonly kind: "row" | "rows" | "value" | "void";
  readonly result: unknown;
}

/** Calls a function of `app` by its name and its arguments' names: the one way there is. */
export function callFunction(
  client: pg.ClientBase,
  name: string,
  args: unknown = {},
): Promise<CallResult> {
  return callFunctionWith(client, name, JSON.stringify(args));
}

/** As callFunction(), with the arguments as the JSON text that somebody sent. */
export async function callFunctionWith(
  client: pg.ClientBase,
  name: string,
  args: string,
): Promise<CallResult> {
  // What writes is refused before it finds something else wrong with a copy that may be old.
  if (isMirror(client) && (await writes(client, name))) throw notWritten();
  const { rows } = await client.query<{ answer: CallResult }>(
    "select common.call_function($1, $2::jsonb) as answer",
    [name, args],
  );
  return rows[0]!.answer;
}

/** The result alone, with every number as the database wrote it: `1.50` and long integers too. */
export async function callExactly(
  client: pg.ClientBase,
  name: string,
  args: unknown = {},
): Promise<Json> {
  if (isMirror(client) && (await writes(client, name))) throw notWritten();
  const { rows } = await client.query<{ answer: string | null }>(
    "select (common.call_function($1, $2::jsonb) -> 'result')::text as answer",
    [name, JSON.stringify(args)],
  );
  const answer = rows[0]?.answer ?? "null";
  return valueOf(parseSpans(answer, { name: "answer", line: 1 }));
}

/** Whether a function of `app` may write. */
export async function writes(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query<{ writes: boolean }>(
    `select coalesce(pg_catalog.bool_or(p.provolatile = 'v'), false) as writes
     from pg_catalog.pg_proc as p
       join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
     where n.nspname = 'app' and p.proname = $1`,
    [name],
  );
  return rows[0]!.writes;
}

/** Whether an error says that the session was lost in the middle. */
export function isLost(error: unknown): boolean {
  return error instanceof SpecqlError && ["SG900", "SG922"].includes(error.code);
}

/**
 * Calls a function again whose session was lost, if it only reads. A write is not made twice:
 * what is known of it is told instead.
 */
export async function callFunctionAgain(
  client: pg.ClientBase,
  call: { name: string; args: string },
  lost: unknown,
): Promise<CallResult> {
  if (!(await writes(client, call.name))) return callFunctionWith(client, call.name, call.args);
  if (lost instanceof SpecqlError && lost.code === "SG922") throw lost;
  throw notWritten(lost);
}

const known = new WeakMap<pg.Pool, Map<string, boolean>>();

/** Of functions that were called on a pool: whether they may write. */
function writing(pool: pg.Pool): Map<string, boolean> {
  const found = known.get(pool) ?? new Map<string, boolean>();
  known.set(pool, found);
  return found;
}

/**
 * Calls a function in a transaction as `principal`. Where mirrors stand behind the database, a read
 * that lost its session is made once more, on whatever answers then.
 */
export async function callAs(
  pool: pg.Pool,
  principal: Principal,
  call: { name: string; args: string },
): Promise<CallResult> {
  const replica = replicaOf(pool);
  if (replica === undefined) return await callHere(pool, principal, call);
  const learnt = writing(pool);
  const mayAnswer = replica.mayAnswer() && learnt.get(call.name) !== true;
  const answer = mayAnswer && (await tried(replica, learnt, principal, call));
  if (answer !== false) return answer;
  const result = await callHere(pool, principal, call);
  await noteWrite(pool, replica, call.name);
  return result;
}

/** What the replica answers; false where the primary has to. */
async function tried(
  replica: Replica,
  learnt: Map<string, boolean>,
  principal: Principal,
  call: { name: string; args: string },
): Promise<CallResult | false> {
  try {
    return await asPrincipal(replica.pool, principal, async (client) => {
      const changes = learnt.get(call.name) ?? (await writes(client, call.name));
      if (changes) learnt.set(call.name, true);
      if (changes || !(await replica.hasOurs(client))) return false;
      const answer = await callFunctionWith(client, call.name, call.args);
      learnt.set(call.name, false);
      return answer;
    });
  } catch (error) {
    replica.noteFailure(error);
    // What the caller did wrong is as wrong on the primary; all else is the replica's own trouble.
    const { code } = error as SpecqlError;
    if (/^SG(39|9)/.test(code)) return false;
    throw error;
  }
}

async function noteWrite(pool: pg.Pool, replica: Replica, name: string): Promise<void> {
  const client = await pool.connect();
  try {
    if (isMirror(client) || !(await writes(client, name))) return;
    await replica.noteWrite(client);
  } catch (error) {
    // It was made; until one is noted, the primary answers everything.
    if (!isLost(fromServer(error))) throw error;
  } finally {
    client.release();
  }
}

async function callHere(
  pool: pg.Pool,
  principal: Principal,
  call: { name: string; args: string },
): Promise<CallResult> {
  const learnt = writing(pool);
  const changes = learnt.get(call.name);
  try {
    return await asPrincipal(
      pool,
      changes === false ? reading(principal) : principal,
      async (client) => {
        const answer = await callFunctionWith(client, call.name, call.args);
        // Only of functions that are there, so that nobody fills the memory with names.
        if (changes === undefined && !isMirror(client)) {
          learnt.set(call.name, await writes(client, call.name));
        }
        return answer;
      },
    );
  } catch (error) {
    if (!(pool instanceof FailoverPool) || !isLost(error)) throw error;
    // One session may have been ended, or all of them: where it is repeated depends on that.
    await pool.breaker.check();
    return await asPrincipal(pool, principal, (client) => callFunctionAgain(client, call, error));
  }
}
