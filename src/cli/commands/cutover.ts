import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { type StoreName as MirrorName, writeMirror } from "../../database/mirrors.ts";
import { advance, settle } from "../../cutover/advance.ts";
import { mirrorOnce, startMirror } from "../../cutover/mirror.ts";
import { mirrorHolder, storeRows } from "../../cutover/mirror-store.ts";
import { isMirrored, type StoreState, storeStates } from "../../cutover/port.ts";
import { SpecqlError } from "../../errors.ts";
import { fingerprint, FORMATS, openLegacyFile, storeNamed } from "../../legacy/store-file/index.ts";
import { writeWholeFile } from "../../legacy/store-file/write.ts";
import { type Define, type Options, group, option, text } from "../define.ts";
import { type Column, line, printJson, printTable, type Row, short } from "../print.ts";
import type { Api, Session } from "../session.ts";

const STATUS_COLUMNS: readonly Column[] = [
  ["store", "STORE"],
  ["phase", "PHASE"],
  ["read_percent", "READ %"],
  ["pending", "PENDING"],
  ["lag", "LAG"],
  ["file", "FILE"],
  ["legacy_path", "PATH"],
  ["mirrored_at", "MIRRORED"],
];

/** `specql cutover …`. */
export function addCutover(program: Command, define: Define): Command {
  const cutover = group(
    program,
    "cutover",
    "leave the legacy files, step by step, and go back to them",
    "cutover status",
  );
  define(cutover, {
    usage: "status",
    summary: "show each store: its phase, its file, and what waits for the mirror",
    examples: ["cutover status"],
    run: showStatus,
  });
  define(cutover, {
    usage: "attach <store> <file>",
    summary: "say where the legacy file of a store is",
    examples: ["cutover attach registry registry/domain_registry.yaml"],
    run: (session, [store = "", file = ""]) => attach(session, store, file),
  });
  define(cutover, {
    usage: "detach <store>",
    summary: "forget the legacy file of a store that does not use it",
    examples: ["cutover detach registry"],
    run: (session, [store = ""]) => detach(session, store),
  });
  define(cutover, {
    usage: "accept <store>",
    summary:
      "take the file as it is, after somebody else changed it; what it lacks is written again",
    examples: ["cutover accept registry"],
    run: (session, [store = ""]) => accept(session, store),
  });
  define(cutover, {
    usage: "advance <store>",
    summary: "compare both sides and go one phase forward, while writers wait",
    examples: [
      "cutover advance registry --phase dual_write",
      "cutover advance registry --phase shadow_read --read-percent 10",
    ],
    options: [
      option("--phase <phase>", "dual_write, shadow_read, postgres or retired", true),
      option("--read-percent <n>", "shadow_read: share of the keys that PostgreSQL answers"),
    ],
    run: (session, [store = ""], options) => goForward(session, store, options),
  });
  define(cutover, {
    usage: "rollback <store>",
    summary: "go one phase back, or to the phase that is named; nothing written is lost",
    examples: ["cutover rollback registry", "cutover rollback registry --phase legacy"],
    options: [option("--phase <phase>", "back to this phase")],
    run: (session, [store = ""], options) => goBack(session, store, options),
  });
  define(cutover, {
    usage: "mirror [stores...]",
    summary:
      "write legacy files as PostgreSQL changes, until it is stopped; the server does so too",
    examples: ["cutover mirror", "cutover mirror registry services --once"],
    options: [option("--once", "write what waits, and end; exit 3 if something could not be")],
    run: mirror,
  });
  define(cutover, {
    usage: "export <store> <file>",
    summary: "write all rows of a store as a legacy file",
    examples: ["cutover export network graph_store.json"],
    run: (session, [store = "", file = ""]) => exportStore(session, store, file),
  });
  return cutover;
}

async function showStatus(session: Session): Promise<void> {
  const rows = await session.call(async (api) => {
    const states = await storeStates(api.caller);
    return await Promise.all(
      states.map(async (state) => ({
        ...state,
        file: await fileState(state),
        lag: state.pending === 0 ? "" : `${Math.round(state.lag_seconds * 10) / 10} s`,
      })),
    );
  });
  if (session.json) printJson(session.io, rows);
  else printTable(session.io, rows as unknown as Row[], STATUS_COLUMNS, "no stores");
}

/** How the file is found to be on this machine. */
async function fileState(state: StoreState): Promise<string | null> {
  if (state.legacy_path === null) return null;
  const found = await fingerprint(state.legacy_path, FORMATS[storeNamed(state.store)]);
  if (found === undefined) return "missing";
  if (!isMirrored(state) || state.mirror_sha256 === null) return "there";
  return found === state.mirror_sha256 ? "as mirrored" : "changed by somebody else";
}

async function attach(session: Session, name: string, file: string): Promise<void> {
  const store = storeNamed(name);
  // The whole file must be readable as what it is before anything relies on it.
  const legacy = await openLegacyFile(store, file);
  const path = await realpath(file);
  const { sha256, format } = legacy;
  await legacy.close();
  const row = await session.call((api) => api.row("attach_store", { store, path, format }));
  const config = session.config();
  writeMirror(config.dataDir, mirrorName(store), { path, format, asOf: null, sha256 });
  if (session.json) printJson(session.io, row);
  else line(session.io, `${store}: ${path} is attached; the phase is ${short(row["phase"])}`);
}

async function detach(session: Session, name: string): Promise<void> {
  const store = storeNamed(name);
  const row = await session.call((api) => api.row("detach_store", { store }));
  writeMirror(session.config().dataDir, mirrorName(store), undefined);
  if (session.json) printJson(session.io, row);
  else line(session.io, `${store}: no file is attached`);
}

function mirrorName(store: string): MirrorName {
  return storeNamed(store);
}

async function accept(session: Session, name: string): Promise<void> {
  const store = storeNamed(name);
  const row = await session.call(async (api) => {
    const state = await stateOf(api, store);
    if (state.legacy_path === null || !isMirrored(state)) {
      throw new SpecqlError("SG242", `nobody mirrors the store ${store}`, {
        detail: `Its phase is ${state.phase}.`,
        hint: "A file belongs to whoever writes it until the phase is dual_write.",
      });
    }
    const legacy = await openLegacyFile(store, state.legacy_path);
    await legacy.close();
    return await api.row("acknowledge_mirror", {
      store,
      outbox: [],
      sha256: legacy.sha256,
      as_of: state.mirrored_at ?? new Date().toISOString(),
    });
  });
  if (session.json) printJson(session.io, row);
  else
    line(
      session.io,
      `${store}: the file is taken as it is; 'specql cutover check ${store}' compares`,
    );
}

async function stateOf(api: Api, store: string): Promise<StoreState> {
  const found = (await storeStates(api.caller)).find((state) => state.store === store);
  if (found !== undefined) return found;
  throw new SpecqlError("SG240", `there is no store '${store}'`, { field: "store" });
}

async function goForward(session: Session, name: string, options: Options): Promise<void> {
  const store = storeNamed(name);
  const phase = text(options, "phase") ?? "";
  const readPercent = percent(text(options, "readPercent"));
  const { state, report } = await session.call((api) =>
    advance(api.caller, { store, phase, readPercent }, context(session)),
  );
  if (session.json) printJson(session.io, { ...state, consistency: report ?? null });
  else {
    const share = state.phase === "shadow_read" ? `, ${state.read_percent} % read there` : "";
    line(session.io, `${store}: ${state.phase}${share}`);
    if (report !== undefined) line(session.io, `${report.checked} rows are equal on both sides`);
  }
}

function percent(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,3}$/.test(value) && Number(value) <= 100) return Number(value);
  throw new SpecqlError("SG110", "--read-percent must be a whole number from 0 to 100", {
    field: "--read-percent",
  });
}

async function goBack(session: Session, name: string, options: Options): Promise<void> {
  const store = storeNamed(name);
  const row = await session.call(async (api) => {
    const moved = await api.row("roll_back_store", { store, phase: text(options, "phase") });
    if (moved["effective_phase"] === moved["phase"]) return moved;
    return (await settle(api.caller, { store }, context(session))) as unknown as Row;
  });
  if (session.json) printJson(session.io, row);
  else {
    line(session.io, `${store}: ${short(row["phase"])}`);
    if (row["effective_phase"] !== row["phase"]) {
      line(session.io, "writes go to PostgreSQL until the mirror has written all that waits");
    }
  }
}

function context(session: Session): {
  dataDir: string;
  holder: string;
  log: (entry: string) => void;
} {
  const { io } = session;
  return {
    dataDir: session.config().dataDir,
    holder: mirrorHolder(),
    log: (entry) => void io.stderr.write(`${short(entry, 4000)}\n`),
  };
}

async function mirror(
  session: Session,
  names: readonly string[],
  options: Options,
): Promise<number> {
  const given = names.filter((name) => name !== "").map(storeNamed);
  const stores = given.length > 0 ? given : undefined;
  const config = session.config();
  const work = async (api: Api): Promise<number> => {
    const how = { ...context(session), port: api.caller, stores };
    if (options["once"] === true) {
      const outcomes = await mirrorOnce(how);
      const failed = outcomes.filter(({ error, held }) => error !== undefined || held);
      if (session.json) {
        printJson(
          session.io,
          outcomes.map(({ error, ...outcome }) => ({ ...outcome, error: error?.toJSON() ?? null })),
        );
      } else {
        for (const { store, rows, held, error } of outcomes) {
          const what = held ? "somebody else mirrors it" : `${rows} rows written`;
          line(
            session.io,
            `${store}: ${error === undefined ? what : `${error.code}: ${error.message}`}`,
          );
          if (error?.hint !== undefined) line(session.io, `  hint: ${short(error.hint, 2000)}`);
        }
        if (outcomes.length === 0) line(session.io, "nothing waits");
      }
      return failed.length > 0 ? 3 : 0;
    }
    // A server that is called over HTTP has the session that listens itself.
    const listenUrl = api.via === "sql" ? config.databaseUrl : undefined;
    const running = startMirror({ ...how, listenUrl });
    if (!session.json) line(session.io, "mirroring; stop it with Ctrl-C");
    await session.io.stopped;
    await running.stop();
    return 0;
  };
  // The files are written from PostgreSQL or not at all.
  return await session.call(work, { fallback: false });
}

async function exportStore(session: Session, name: string, file: string): Promise<void> {
  const store = storeNamed(name);
  const path = resolve(file);
  let rows = 0;
  const { sha256 } = await session.call(async (api) =>
    writeWholeFile(
      store,
      path,
      counted(storeRows(api.caller, store), () => (rows += 1)),
    ),
  );
  if (session.json) printJson(session.io, { store, path, rows, sha256 });
  else line(session.io, `${store}: ${rows} rows in ${path}`);
}

async function* counted<T>(rows: AsyncIterable<T>, count: () => void): AsyncIterable<T> {
  for await (const row of rows) {
    count();
    yield row;
  }
}
