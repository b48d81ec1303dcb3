/** Several calls of `app` in one transaction, and a note where one of them was refused. */
import type pg from "pg";
import {
  type CallResult,
  callFunction,
  callFunctionAgain,
  isLost,
} from "../../database/call-function.ts";
import { FailoverPool } from "../../database/failover-pool.ts";
import { asPrincipal, type Principal } from "../../database/principal.ts";
import { recordRefusal } from "../../database/refusals.ts";
import type { Row } from "./answers.ts";

/** Calls a function of `app` and gives what it returns. */
export type Call = (name: string, args?: Row) => Promise<unknown>;

/** Runs `work` in a transaction as `principal`. */
export async function inTransaction<T>(
  pool: pg.Pool,
  principal: Principal,
  work: (call: Call) => Promise<T>,
): Promise<T> {
  let last: { name: string; args: Row } = { name: "", args: {} };
  const run = (
    call: (client: pg.ClientBase, name: string, args: Row) => Promise<CallResult>,
  ): Promise<T> =>
    asPrincipal(pool, principal, (client) =>
      work(async (name, args = {}) => {
        last = { name, args };
        return (await call(client, name, args)).result;
      }),
    );
  try {
    try {
      return await run(callFunction);
    } catch (error) {
      if (!(pool instanceof FailoverPool) || !isLost(error)) throw error;
      await pool.breaker.check();
      return await run((client, name, args) =>
        callFunctionAgain(client, { name, args: JSON.stringify(args) }, error),
      );
    }
  } catch (error) {
    await recordRefusal(pool, principal, { door: "rest", ...last, error });
    throw error;
  }
}
