/** What a sub-benchmark hands back, and the arithmetic behind it. */

/** A figure as it was asked for. */
export interface Target {
  readonly bound: "at least" | "below";
  readonly value: number;
}

/** One line of the table. A figure without a target is information. */
export interface Figure {
  readonly what: string;
  readonly target?: Target;
  /** One value for each run. */
  readonly values: readonly number[];
  readonly unit: Unit;
}

/** How a value is written: a ratio, milliseconds, seconds, megabytes, transactions a second, a count, a score. */
export type Unit = "ratio" | "ms" | "s" | "MB" | "tps" | "count" | "score";

/** What the sub-benchmarks are given. */
export interface BenchContext {
  /** A superuser's address on a server where databases may be made and dropped. */
  readonly adminUrl: string;
  /** How often each measurement is repeated; the table shows the median. */
  readonly runs: number;
  /** An empty folder for scripts and logs, removed afterwards. */
  readonly folder: string;
  /** Says what is going on, on standard error. */
  log(line: string): void;
}

/** A sub-benchmark. */
export type Bench = (context: BenchContext) => Promise<Figure[]>;

/** The value in the middle; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error("no value was measured");
  return (lower + upper) / 2;
}

/** The smallest value that at least `share` of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("no value was measured");
  return value;
}

/** Whether the median meets the target; undefined where none was set. */
export function isMet({ target, values }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  const measured = median(values);
  return target.bound === "at least" ? measured >= target.value : measured < target.value;
}
