/**
 * Measures calls and tells the database now and then: durations, failures, and what only a process
 * can see. What it means is the database's matter: `app.performance_report()` and `app.alerts()`.
 */
import { fromServer, type SpecqlError } from "../errors.ts";

/** Who measures. */
export type Origin = "server" | "cli" | "library";

/** What a process sees last: see app.record_metrics(). */
export interface Gauge {
  readonly gauge: "pool_waiting" | "pool_used" | "disk_used";
  readonly source: string;
  readonly value: number;
}

/** What `app.record_metrics` is given. */
export interface Metrics {
  readonly calls: readonly CallMetrics[];
  readonly gauges: readonly Gauge[];
}

export interface CallMetrics {
  readonly origin: Origin;
  readonly operation: string;
  /** In milliseconds. */
  readonly durations_ms: readonly number[];
  readonly failed: number;
  readonly refused: number;
}

/** One call that has ended; `error` if it failed. */
export interface Observation {
  readonly operation: string;
  readonly milliseconds: number;
  readonly error?: SpecqlError | undefined;
}

export interface Recorder {
  observe(observation: Observation): void;
  /** Tells what has gathered; what cannot be told is kept for the next time. */
  flush(): Promise<void>;
  /** Tells the rest and ends. */
  stop(): Promise<void>;
}

export interface RecorderOptions {
  readonly origin: Origin;
  /** Calls `app.record_metrics`. */
  readonly send: (metrics: Metrics) => Promise<unknown>;
  /** What to say when that fails, once until it works again. */
  readonly log: (line: string) => void;
  /** Milliseconds between two tellings; 0: only when asked. */
  readonly every?: number;
  readonly gauges?: () => Promise<readonly Gauge[]>;
}

const EVERY = 5000;

/** Durations told at once, and kept while nobody listens. */
const MOST_AT_ONCE = 20_000;
const MOST_KEPT = 100_000;

/** Operations told at once; the database takes 2,000. */
const MOST_OPERATIONS = 1000;

/** Codes of refusals: whoever called can mend it. The others are failures of ours or of the database. */
const REFUSAL = /^SG([1-5]|96)/;

/** Does the work and observes how long it took and how it ended. */
export async function timed<T>(
  recorder: Pick<Recorder, "observe">,
  operation: string,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let error: SpecqlError | undefined;
  try {
    return await work();
  } catch (failure) {
    error = fromServer(failure);
    throw failure;
  } finally {
    recorder.observe({ operation, milliseconds: performance.now() - started, error });
  }
}

interface Gathered {
  durations: number[];
  failed: number;
  refused: number;
}

/** Starts gathering; a timer tells unless `every` is 0. */
export function startRecording(options: RecorderOptions): Recorder {
  let gathered = new Map<string, Gathered>();
  let count = 0;
  let dropped = 0;
  let silent = false;
  let running: Promise<void> = Promise.resolve();

  const send = async (): Promise<void> => {
    const gauges = (await options.gauges?.()) ?? [];
    const [taken, rest] = taking(gathered);
    if (taken.size === 0 && gauges.length === 0) return;
    gathered = rest;
    const sizes = [...taken.values()].map(({ durations }) => durations.length);
    count -= sizes.reduce((sum, size) => sum + size, 0);
    try {
      await options.send({ calls: callsOf(options.origin, taken), gauges });
      if (dropped > 0) options.log(`${dropped} measurements of calls were dropped meanwhile`);
      dropped = 0;
      silent = false;
    } catch (error) {
      for (const [operation, one] of taken) {
        const kept = one.durations.slice(0, Math.max(0, MOST_KEPT - count));
        dropped += one.durations.length - kept.length;
        if (kept.length > 0) add(operation, { ...one, durations: kept });
      }
      const { code, message } = fromServer(error);
      if (!silent) options.log(`calls could not be counted: ${code}: ${message}`);
      silent = true;
    }
  };
  const add = (operation: string, more: Gathered): void => {
    const one = gathered.get(operation) ?? { durations: [], failed: 0, refused: 0 };
    one.durations.push(...more.durations);
    // What was dropped takes its failures along as far as it must.
    one.failed = Math.min(one.failed + more.failed, one.durations.length);
    one.refused = Math.min(one.refused + more.refused, one.failed);
    gathered.set(operation, one);
    count += more.durations.length;
  };
  const flush = (): Promise<void> => {
    running = running.then(send);
    return running;
  };

  const every = options.every ?? EVERY;
  const timer = every > 0 ? setInterval(() => void flush(), every) : undefined;
  timer?.unref();
  return {
    observe({ operation, milliseconds, error }) {
      if (count >= MOST_KEPT) {
        dropped += 1;
        return;
      }
      const failed = error === undefined ? 0 : 1;
      const refused = error !== undefined && REFUSAL.test(error.code) ? 1 : 0;
      add(operation, { durations: [rounded(milliseconds)], failed, refused });
      // Busy: do not wait for the timer. While nobody listens the timer is enough.
      if (timer !== undefined && !silent && count % MOST_AT_ONCE === 0) void flush();
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** As much as goes at once, and the rest. */
function taking(all: Map<string, Gathered>): [Map<string, Gathered>, Map<string, Gathered>] {
  const entries = [...all];
  return [new Map(entries.slice(0, MOST_OPERATIONS)), new Map(entries.slice(MOST_OPERATIONS))];
}

function callsOf(origin: Origin, taken: Map<string, Gathered>): CallMetrics[] {
  return [...taken].map(([operation, { durations, failed, refused }]) => ({
    origin,
    operation,
    durations_ms: durations,
    failed,
    refused,
  }));
}

/** A thousandth of a millisecond is as exact as a clock here can be. */
function rounded(milliseconds: number): number {
  return Math.round(Math.max(0, milliseconds) * 1000) / 1000;
}
