/** Keeps ready, while the server runs, what a fail-over to the mirrors will need. */
import type { FallbackDatabase } from "../database/fallback.ts";
import { fromServer } from "../errors.ts";

/** How often the mirrors are looked at; one that is written every second is not made anew as often. */
const EVERY = 30_000;
/** The server shall answer its first requests before it works on something else. */
const FIRST = 1000;

/** Looks now and then whether the mirrors have changed; `stop()` puts an end to work under way. */
export function startPreparing(
  database: FallbackDatabase,
  options: { log: (line: string) => void; every?: number; first?: number },
): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let told = "";
  const stopping = new AbortController();
  const prepare = async (): Promise<void> => {
    try {
      await database.prepare(stopping.signal);
      told = "";
    } catch (error) {
      if (stopping.signal.aborted) return;
      const { code, message, detail } = fromServer(error);
      const line = `the mirrors are not ready to answer: ${code}: ${message} ${detail ?? ""}`;
      if (line !== told) options.log(line);
      told = line;
    }
  };
  let timer = setTimeout(function again() {
    running = prepare().then(() => {
      timer = setTimeout(again, options.every ?? EVERY);
      timer.unref();
    });
  }, options.first ?? FIRST);
  timer.unref();
  let stopped = false;
  return {
    async stop() {
      if (stopped) return;
      stopped = true;
      clearTimeout(timer);
      stopping.abort();
      await running;
      clearTimeout(timer);
    },
  };
}
