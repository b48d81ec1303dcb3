import { type Caller, openCaller } from "../call.ts";
import { type Config, parseConfig } from "../config.ts";
import { fromServer } from "../errors.ts";
import { measuredCaller } from "../monitor/measured-caller.ts";
import { type Recorder, startRecording } from "../monitor/recorder.ts";
import type { GlobalOptions, Io } from "./io.ts";
import { type Row, short } from "./print.ts";

/** What an action gets: the outside, the global options, and a way to the functions of `app`. */
export interface Session {
  readonly io: Io;
  readonly json: boolean;
  config(): Config;
  /**
   * Opens a caller, gives it to the work, and closes it whatever happens. Without `fallback` no mirror
   * answers, nor takes memory, while PostgreSQL is away.
   */
  call<T>(
    work: (api: Api) => Promise<T>,
    how?: { actor?: string | undefined; fallback?: boolean },
  ): Promise<T>;
}

/** The functions of `app`, as commands use them. */
export interface Api {
  readonly via: Caller["via"];
  /** The way itself, for work that is more than one call. */
  readonly caller: Caller;
  /** A row, a list of rows, or a value: whatever the function returns. */
  result(functionName: string, args?: Row): Promise<unknown>;
  row(functionName: string, args?: Row): Promise<Row>;
  rows(functionName: string, args?: Row): Promise<Row[]>;
  /** Every row of a view, page by page. */
  list(view: string, filter?: Row): Promise<Row[]>;
}

const PAGE = 1000;

/** Makes the session of one run of the program. */
export function openSession(io: Io, options: GlobalOptions): Session {
  const config = (): Config => parseConfig({ flags: { database: options.database }, env: io.env });
  return {
    io,
    json: options.json === true,
    config,
    async call(work, { actor, fallback } = {}) {
      const settings = config();
      const caller = await openCaller({
        ...settings,
        actor,
        fallback,
        notice: (line) => void io.stderr.write(`${short(line, 4000)}\n`),
      });
      const recorder = recorderOf(caller, io, settings);
      try {
        return await work(
          apiOf(recorder === undefined ? caller : measuredCaller(caller, recorder)),
        );
      } finally {
        await recorder?.stop();
        await caller.close();
      }
    },
  };
}

/** Counts what a command calls. A server that is called counts for itself. */
function recorderOf(caller: Caller, io: Io, { databaseUrl }: Config): Recorder | undefined {
  if (caller.via === "http") return undefined;
  return startRecording({
    origin: "cli",
    // The embedded database has one connection, and a long command may be using it.
    ...(databaseUrl === undefined && { every: 0 }),
    async send(metrics) {
      try {
        await caller.call("record_metrics", { metrics });
      } catch (error) {
        // Whoever may not even look, a replica, a database that has just gone: nothing to be told.
        if (!/^SG(401|392|9)/.test(fromServer(error).code)) throw error;
      }
    },
    log: (line) => void io.stderr.write(`${line}\n`),
  });
}

function apiOf(caller: Caller): Api {
  const result = async (name: string, args: Row = {}): Promise<unknown> =>
    (await caller.call(name, given(args))).result;
  return {
    via: caller.via,
    caller,
    result,
    async row(name, args) {
      return (await result(name, args)) as Row;
    },
    async rows(name, args) {
      return ((await result(name, args)) ?? []) as Row[];
    },
    async list(view, filter = {}) {
      const all: Row[] = [];
      for (;;) {
        const page = (await result("list_rows", {
          view_name: view,
          filter: given(filter),
          limit: PAGE,
          offset: all.length,
        })) as Row[];
        all.push(...page);
        if (page.length < PAGE) return all;
      }
    },
  };
}

/** Leaves out what was not given, so that the function's own default holds. */
function given(args: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
