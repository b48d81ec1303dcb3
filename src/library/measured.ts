/** Counts what a store is asked for, and tells the database now and then. */
import type pg from "pg";
import { callFunction } from "../database/call-function.ts";
import { asPrincipal, type Principal } from "../database/principal.ts";
import { fromServer } from "../errors.ts";
import { startRecording, timed } from "../monitor/recorder.ts";
import type { Side } from "./side.ts";

/**
 * The side, with each call counted as `get registry` and the like. What cannot be told because the
 * login may not, or because PostgreSQL is away, is kept for later or dropped, and fails nobody.
 */
export function measured(
  side: Side,
  of: {
    store: string;
    pool: pg.Pool;
    principal: Principal | undefined;
    log: (line: string) => void;
  },
): Side {
  const { store, pool, principal = { settings: {} } } = of;
  let mayTell = true;
  const recorder = startRecording({
    origin: "library",
    log: of.log,
    async send(metrics) {
      if (!mayTell) return;
      try {
        await asPrincipal(pool, principal, (client) =>
          callFunction(client, "record_metrics", { metrics }),
        );
      } catch (error) {
        const { code } = fromServer(error);
        if (!/^SG(401|392|9)/.test(code)) throw error;
        mayTell = code !== "SG401";
      }
    },
  });
  const count = <T>(method: string, call: () => Promise<T>): Promise<T> =>
    timed(recorder, `${method} ${store}`, call);
  return {
    get: (table, key) => count("get", () => side.get(table, key)),
    page: (table, page) => count("list", () => side.page(table, page)),
    count: (table) => count("count", () => side.count(table)),
    put: (table, key, content) => count("put", () => side.put(table, key, content)),
    remove: (table, key) => count("remove", () => side.remove(table, key)),
    async close() {
      await recorder.stop();
      await side.close();
    },
  };
}
