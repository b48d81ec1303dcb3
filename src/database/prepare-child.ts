/**
 * The process in which a standby is made ready: at the lowest priority but for idle time, since it
 * takes seconds of computing and nobody waits for it.
 */
import { readdirSync } from "node:fs";
import { setPriority } from "node:os";
import process from "node:process";
import { fromServer } from "../errors.ts";
import { prepareStandby } from "./standby.ts";
import type { FromChild, Prepare } from "./prepare-process.ts";

const PRIORITY = 15;

/** Linux gives every thread a priority of its own; those that start later inherit it. */
function stepBack(): void {
  setPriority(PRIORITY);
  if (process.platform !== "linux") return;
  for (const thread of readdirSync("/proc/self/task")) {
    try {
      setPriority(Number(thread), PRIORITY);
    } catch (error) {
      // It has ended meanwhile.
      if ((error as { info?: { code?: string } }).info?.code !== "ESRCH") throw error;
    }
  }
}

const tell = (message: FromChild): void => void process.send?.(message, () => process.exit());

process.once("disconnect", () => process.exit());
process.once("message", (options: Prepare) => {
  void (async () => {
    try {
      stepBack();
      tell({ made: await prepareStandby(options) });
    } catch (error) {
      tell({ error: fromServer(error).toJSON() });
    }
  })();
});
