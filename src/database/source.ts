/** Where an answer came from: PostgreSQL itself, or the mirrors of its stores. */
import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { fromServer, SpecqlError } from "../errors.ts";
import type { StandbyReport } from "./standby-report.ts";

/** Sessions on a standby. */
const mirrorClients = new WeakSet<object>();

/** What answered in the course of some work: a request, a command. */
export interface Answered {
  /** Set when anything came from the mirrors. */
  mirror?: StandbyReport;
}

const answered = new AsyncLocalStorage<Answered>();

/** Runs work and notes in `note` what answered it. */
export function notingSource<T>(note: Answered, work: () => T): T {
  return answered.run(note, work);
}

/** A session on a standby was given out. */
export function noteMirror(client: object, report: StandbyReport): void {
  mirrorClients.add(client);
  const note = answered.getStore();
  if (note !== undefined) note.mirror = report;
}

/** Whether a session is one on a standby: what it says may be old, and it cannot write. */
export function isMirror(client: object): boolean {
  return mirrorClients.has(client);
}

/** The oldest state among the mirrors; undefined where there are none. */
export function asOf({ files }: StandbyReport): Date | undefined {
  const times = files.map((file) => file.asOf.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** One line for people: which files answer, and how old they are. */
export function describeMirrors(report: StandbyReport, now: Date = new Date()): string {
  const parts = report.files.map(
    ({ store, path, asOf: at }) =>
      `${store} from ${path} as of ${at.toISOString()} (${age(now.getTime() - at.getTime())} old)`,
  );
  const unusable = report.unusable.map(({ store, problem }) => `${store} not at all: ${problem}`);
  const rejected = report.rejected > 0 ? [`${report.rejected} rows could not be read`] : [];
  return [...parts, ...unusable, ...rejected].join("; ");
}

function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** The refusal of a write while only mirrors answer. */
export function notWritten(cause?: unknown): SpecqlError {
  return new SpecqlError("SG921", "PostgreSQL cannot be reached; this write was not made", {
    hint: "Reads are answered from the mirrors. Write again once PostgreSQL is back.",
    cause,
  });
}

/** An error of a session as it is told; a standby's refusals have their own reasons. */
export function toldBy(client: object, error: unknown): SpecqlError {
  if (error instanceof SpecqlError || !isMirror(client)) return fromServer(error);
  const { code, message } = error as pg.DatabaseError;
  if (code === "25006") return notWritten(error);
  if (code === "42501" && /^permission denied for (table|view|materialized view)\b/.test(message)) {
    return new SpecqlError("SG924", "PostgreSQL cannot be reached, and no mirror holds this", {
      hint: "Wait until PostgreSQL is back. 'specql cutover status' says which stores are mirrored.",
      cause: error,
    });
  }
  return fromServer(error);
}
