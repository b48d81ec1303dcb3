/** Hears from PostgreSQL when a store was written: the one session that stays open for it. */
import { setTimeout } from "node:timers/promises";
import pg from "pg";

const CHANNEL = "specql_outbox";
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;
const CONNECT_TIMEOUT = 10_000;

export interface Listening {
  close(): Promise<void>;
}

/**
 * Calls `heard` with the name of each store that is written, and with nothing after each
 * connection: there may have been writes before. A connection that is lost is made again.
 */
export function listenForWrites(
  url: string,
  { heard }: { heard: (store: string | undefined) => void },
): Listening {
  const closing = new AbortController();
  let current: pg.Client | undefined;
  const listen = async (): Promise<void> => {
    let wait = FIRST_WAIT;
    while (!closing.signal.aborted) {
      const client = new pg.Client({
        connectionString: url,
        application_name: "specql mirror",
        connectionTimeoutMillis: CONNECT_TIMEOUT,
        keepAlive: true,
      });
      current = client;
      const ended = new Promise<void>((resolve) => {
        client.on("end", resolve);
        client.on("error", () => resolve());
      });
      try {
        client.on("notification", ({ payload }) => heard(payload));
        // Whoever ends a client that is connecting never hears of its connection again.
        await Promise.race([client.connect(), ended]);
        if (closing.signal.aborted) return;
        await client.query(`listen ${CHANNEL}`);
        wait = FIRST_WAIT;
        heard(undefined);
        await ended;
      } catch {
        // Whoever is not there yet is asked again below; the loop polls meanwhile and tells.
      }
      await client.end().catch(() => {});
      if (closing.signal.aborted) return;
      await setTimeout(wait, undefined, { signal: closing.signal }).catch(() => {});
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  };
  const running = listen();
  return {
    async close() {
      closing.abort();
      await current?.end().catch(() => {});
      await running;
    },
  };
}
