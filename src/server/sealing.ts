/** Seals the change log while the server runs, so that no change stays unsealed for long. */
import { callFunction } from "../database/call-function.ts";
import type { Database } from "../database/database.ts";
import { asPrincipal, type Principal } from "../database/principal.ts";
import { fromServer } from "../errors.ts";

/** How long a change stays unsealed at most, in milliseconds, once its transaction has ended. */
const EVERY = 60_000;

const SEALER: Principal = { role: "specql_admin", settings: { "specql.actor": "specql serve" } };

/**
 * Calls `app.seal_audit()` now and then until it is stopped; `stop()` waits for a call under way.
 * Where the server's login may not, that is said once and nothing more is tried.
 */
export function startSealing(
  database: Database,
  options: { log: (line: string) => void; every?: number },
): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const seal = async (): Promise<void> => {
    try {
      await asPrincipal(database.pool, SEALER, (client) => callFunction(client, "seal_audit"));
    } catch (error) {
      const { code, message } = fromServer(error);
      options.log(`the change log was not sealed: ${code}: ${message}`);
      if (code.startsWith("SG4")) clearInterval(timer);
    }
  };
  const timer = setInterval(() => {
    running = running.then(seal);
  }, options.every ?? EVERY);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
