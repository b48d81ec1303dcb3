/** Runs the mirror in a thread of its own, and starts it again should it end. */
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { fromServer } from "../errors.ts";
import type { Mirroring } from "./mirror.ts";

/** What the thread works with; see MirrorOptions. */
export interface MirrorThreadData {
  readonly url: string;
  readonly dataDir: string;
  /** The same for each start, so that a lease goes on. */
  readonly holder: string;
}

export interface ToMirror {
  readonly kind: "stop";
}

export interface FromMirror {
  readonly kind: "log";
  readonly line: string;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** Mirrors until it is stopped. */
export function startMirrorThread(
  data: MirrorThreadData,
  { log }: { log: (line: string) => void },
): Mirroring {
  const stopping = new AbortController();
  const { signal } = stopping;
  let worker: Worker | undefined;
  const running = (async () => {
    for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const own = launch(data);
      worker = own;
      own.on("message", ({ line }: FromMirror) => log(line));
      let reason: unknown;
      own.on("error", (error) => {
        reason = error;
      });
      await new Promise<void>((resolve) => own.once("exit", () => resolve()));
      if (signal.aborted && reason === undefined) return;
      const { code, message } = fromServer(reason ?? new Error("its thread ended"));
      log(`mirror: ${code}: ${message}`);
      await setTimeout(wait, undefined, { signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      worker?.postMessage({ kind: "stop" } satisfies ToMirror);
      await running;
    },
  };
}

function launch(workerData: MirrorThreadData): Worker {
  const own = import.meta.url;
  // Beside the source lies the worker's .ts, beside the built file its .js.
  const file = new URL(own.endsWith(".ts") ? "./mirror-worker.ts" : "./mirror-worker.js", own);
  return new Worker(file, { workerData, execArgv: [], name: "specql-mirror" });
}
