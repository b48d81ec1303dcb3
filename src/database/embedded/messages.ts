import type { MessagePort } from "node:worker_threads";

/** What the thread of the embedded database is started with. */
export interface WorkerData {
  readonly dataDir: string;
  /** A dump of a data directory to begin with, for a database in memory. */
  readonly load?: string;
  /** Two float64: since when a batch has been running (0: none is), and of which session. */
  readonly clock: SharedArrayBuffer;
  /** Milliseconds that others wait for an idle psql's transaction before it is ended. */
  readonly patience: number;
}

/** What is said to the thread. */
export type ToWorker =
  | {
      readonly kind: "open";
      readonly id: number;
      readonly guest: boolean;
      readonly port: MessagePort;
    }
  | { readonly kind: "dump"; readonly file: string }
  | { readonly kind: "close" };

/** What the thread says. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "dumped"; readonly file: string; readonly error?: string }
  | { readonly kind: "closed" };
