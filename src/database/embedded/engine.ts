/**
 * Keeps the embedded database's thread: starts it, gives out sessions on it, and puts an end to a
 * statement that runs too long by ending the thread, since PGlite cannot be interrupted.
 */
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { errorMessage } from "./frames.ts";
import type { FromWorker, ToWorker, WorkerData } from "./messages.ts";

/** One client's connection to the embedded database: bytes of the wire protocol both ways. */
export interface Session {
  send(bytes: Uint8Array): void;
  close(): void;
}

/** What a session hears. */
export interface SessionListener {
  data(bytes: Uint8Array): void;
  closed(): void;
}

export interface EngineOptions {
  readonly dataDir: string;
  /** A dump to begin with, each time that the thread is started: for `memory://`. */
  readonly load?: string;
  /** Milliseconds a batch of statements may run; 0 for ever. */
  readonly statementTimeout: number;
}

interface Open {
  readonly guest: boolean;
  readonly port: MessagePort;
  readonly listener: SessionListener;
}

const WATCH_EVERY = 100;

export class Engine {
  readonly #options: EngineOptions;
  readonly #sessions = new Map<number, Open>();
  #running: Promise<Worker> | undefined;
  #worker: Worker | undefined;
  #lastId = 0;
  #closing = false;
  #limit: number;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#limit = options.statementTimeout;
  }

  /** Starts the thread, if it does not run, and waits until the database answers. */
  async start(): Promise<void> {
    await this.#ensure();
  }

  /** Runs something, such as a migration, that may take as long as it takes. */
  async withoutLimit<T>(work: () => Promise<T>): Promise<T> {
    this.#limit = 0;
    try {
      return await work();
    } finally {
      this.#limit = this.#options.statementTimeout;
    }
  }

  /** Is there a psql? */
  get hasGuest(): boolean {
    return [...this.#sessions.values()].some(({ guest }) => guest);
  }

  async openSession(listener: SessionListener, options: { guest: boolean }): Promise<Session> {
    const worker = await this.#ensure();
    const { port1, port2 } = new MessageChannel();
    const id = ++this.#lastId;
    this.#sessions.set(id, { guest: options.guest, port: port1, listener });
    port1.on("message", (bytes: Uint8Array) => listener.data(bytes));
    port1.on("close", () => {
      if (this.#sessions.delete(id)) listener.closed();
    });
    const message: ToWorker = { kind: "open", id, guest: options.guest, port: port2 };
    worker.postMessage(message, [port2]);
    return {
      send: (bytes) => {
        if (this.#sessions.has(id)) port1.postMessage(bytes);
      },
      close: () => port1.close(),
    };
  }

  /** Writes the data directory to a file that `load` takes. Nobody must be in a transaction. */
  async dump(file: string): Promise<void> {
    const worker = await this.#ensure();
    await new Promise<void>((resolve, reject) => {
      const done = (error?: string): void => {
        worker.off("message", hear);
        worker.off("exit", died);
        if (error === undefined) resolve();
        else reject(new Error(`the dump failed: ${error}`));
      };
      const died = (): void => done("the embedded database ended");
      const hear = (message: FromWorker): void => {
        if (message.kind === "dumped" && message.file === file) done(message.error);
      };
      worker.on("message", hear);
      worker.once("exit", died);
      worker.postMessage({ kind: "dump", file } satisfies ToWorker);
    });
  }

  /** Closes the database in good order. */
  async close(): Promise<void> {
    this.#closing = true;
    const worker = await this.#running?.catch(() => undefined);
    if (!worker) return;
    const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage({ kind: "close" } satisfies ToWorker);
    // Nothing is lost if it does not get to say goodbye: what was acknowledged is in the files.
    const timer = setTimeout(() => void worker.terminate(), 5000);
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "closed") void worker.terminate();
    });
    await gone;
    clearTimeout(timer);
  }

  #ensure(): Promise<Worker> {
    if (this.#closing) return Promise.reject(new Error("Connection terminated: it is closing"));
    this.#running ??= this.#launch().catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    return this.#running;
  }

  #launch(): Promise<Worker> {
    const clock = new Float64Array(new SharedArrayBuffer(16));
    const workerData: WorkerData = {
      dataDir: this.#options.dataDir,
      ...(this.#options.load !== undefined && { load: this.#options.load }),
      clock: clock.buffer as SharedArrayBuffer,
      patience: this.#options.statementTimeout || 30_000,
    };
    const own = import.meta.url;
    // Beside the source lies worker.ts, beside the built file worker.js.
    const file = new URL(own.endsWith(".ts") ? "./worker.ts" : "./worker.js", own);
    const worker = new Worker(file, { workerData, execArgv: [], name: "specql-database" });
    this.#worker = worker;
    const watcher = setInterval(() => this.#watch(worker, clock), WATCH_EVERY);
    watcher.unref();
    return new Promise<Worker>((resolve, reject) => {
      let reason: unknown;
      worker.on("message", (message: FromWorker) => {
        if (message.kind === "ready") resolve(worker);
      });
      worker.on("error", (error) => {
        reason = error;
      });
      worker.once("exit", () => {
        clearInterval(watcher);
        if (this.#worker === worker) this.#forget();
        reject(reason ?? new Error("Connection terminated: the embedded database did not start"));
      });
    });
  }

  #watch(worker: Worker, clock: Float64Array): void {
    const since = clock[0] ?? 0;
    if (this.#limit === 0 || since === 0 || Date.now() - since < this.#limit) return;
    const culprit = this.#sessions.get(clock[1] ?? 0);
    this.#worker = undefined;
    culprit?.listener.data(
      errorMessage(
        culprit.guest ? "FATAL" : "ERROR",
        "57014",
        `canceling statement after ${this.#limit / 1000} seconds`,
      ),
    );
    this.#dropSessions(culprit);
    // Whoever connects next waits for the old thread to be gone.
    this.#running = worker.terminate().then(() => this.#launch());
    this.#running.catch(() => this.#forget());
  }

  /** The thread is gone: the next session starts a new one. */
  #forget(): void {
    this.#worker = undefined;
    this.#running = undefined;
    this.#dropSessions();
  }

  /** Ends every session, and says why to all but the one that knows already. */
  #dropSessions(informed?: Open): void {
    for (const [id, session] of this.#sessions) {
      this.#sessions.delete(id);
      if (session !== informed) {
        session.listener.data(
          errorMessage("FATAL", "57P01", "the embedded database was restarted", "Try again."),
        );
      }
      session.listener.closed();
      session.port.close();
    }
  }
}
