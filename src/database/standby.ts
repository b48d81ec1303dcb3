/**
 * The database that answers when PostgreSQL does not: embedded, in memory, made of the stores'
 * mirrors by the same importers, and read only. Ready ones are kept in a cache folder as dumps, so
 * that one starts within a second.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pid } from "node:process";
import type pg from "pg";
import { callFunction } from "./call-function.ts";
import { type MemoryDatabase, openMemory, withSessions } from "./embedded/open-embedded.ts";
import { SpecqlError } from "../errors.ts";
import { migrate } from "./migrate.ts";
import type { Mirrors, StoreName } from "./mirrors.ts";
import { asPrincipal, localPrincipal } from "./principal.ts";
import {
  inspectMirrors,
  LOADERS,
  loadMirror,
  type MirrorFile,
  type UnusableMirror,
} from "./standby-files.ts";
import type { Standby, StandbyReport } from "./standby-report.ts";

/** The package's own root, wherever it is called from: `src/database` and `dist/database` alike. */
const root = new URL("../../", import.meta.url);

export interface StandbyOptions {
  readonly mirrors: Mirrors;
  /** Where dumps are kept. */
  readonly cache: string;
  /** Rather open one of older mirrors at once than make one of these. */
  readonly hurry?: boolean;
  /** Run after the committed migrations: for a schema that is still being worked on. */
  readonly afterMigrations?: { readonly key: string; run(pool: pg.Pool): Promise<void> };
}

/** How many dumps with data are kept. */
const KEPT = 2;

/** Opens a standby of the mirrors as they are now; makes its dump first, if there is none. */
export async function openStandby(options: StandbyOptions): Promise<Standby>;
/** The same, but nothing when the mirrors are as they were. */
export async function openStandby(
  options: StandbyOptions,
  unless: StandbyReport | undefined,
): Promise<Standby | undefined>;
export async function openStandby(
  options: StandbyOptions,
  unless?: StandbyReport,
): Promise<Standby | undefined> {
  await mkdir(options.cache, { recursive: true, mode: 0o700 });
  const now = await inspectMirrors(options.mirrors);
  if (unless !== undefined && shows(unless) === shows(now)) return undefined;
  const dump = await dumpFiles(options, now.files);
  const ready = await readReport(dump);
  if (ready !== undefined) {
    const unusable = [...now.unusable, ...ready.unusable];
    // The same bytes may have come at another time.
    return { database: await load(dump), files: now.files, unusable, rejected: ready.rejected };
  }
  const older = options.hurry === true ? await newestDump(options) : undefined;
  if (older !== undefined) return { database: await load(older.dump), ...older.report };
  return readOnly(await make(options, now, dump));
}

function load(dump: DumpFiles): Promise<MemoryDatabase> {
  return openMemory({ load: dump.data, statementTimeout: 0, onConnect: reading });
}

/** Makes the dump that `openStandby()` will want, if there is none. Says whether it was made. */
export async function prepareStandby(options: StandbyOptions): Promise<boolean> {
  await mkdir(options.cache, { recursive: true, mode: 0o700 });
  const { now, dump, ready } = await wanted(options);
  if (ready) return false;
  const { database } = await make(options, now, dump);
  await database.close();
  return true;
}

/** Whether `prepareStandby()` has nothing to do. */
export async function isPrepared(options: StandbyOptions): Promise<boolean> {
  return (await wanted(options)).ready;
}

async function wanted(options: StandbyOptions) {
  const now = await inspectMirrors(options.mirrors);
  const dump = await dumpFiles(options, now.files);
  const ready = now.files.length === 0 || (await readReport(dump)) !== undefined;
  return { now, dump, ready };
}

/** An embedded database in memory with the schema and nothing else, which may be written to. */
export async function openEmpty(
  options: Pick<StandbyOptions, "cache" | "afterMigrations">,
  statementTimeout = 0,
): Promise<MemoryDatabase> {
  await mkdir(options.cache, { recursive: true, mode: 0o700 });
  const key = await templateKey(options);
  const template = join(options.cache, `template-${key}.tar`);
  if (!existsSync(template)) {
    const fresh = await openMemory({ statementTimeout: 0 });
    try {
      await migrate(fresh);
      await options.afterMigrations?.run(fresh.pool);
      await fresh.pool.query("discard all");
      await fresh.engine.dump(template);
    } finally {
      await fresh.close();
    }
    await sweep(options.cache, /^template-.*\.tar$/, 1);
  }
  return openMemory({ load: template, statementTimeout });
}

/** Which bytes are shown, and what for. */
function shows({ files }: Pick<StandbyReport, "files">): string {
  return files.map(({ store, sha256 }) => `${store} ${sha256}`).join("\n");
}

interface DumpFiles {
  readonly data: string;
  readonly report: string;
}

async function make(
  options: StandbyOptions,
  now: { files: readonly MirrorFile[]; unusable: readonly UnusableMirror[] },
  dump: DumpFiles,
): Promise<Standby> {
  if (now.files.length === 0) {
    throw new SpecqlError("SG923", "no store has a mirror here that can be read", {
      detail:
        now.unusable.map(({ path, problem }) => `${path}: ${problem}`).join("\n") || undefined,
      hint: "'specql cutover' writes mirrors; SPECQL_YAML_PATH names one of the registry.",
    });
  }
  const database = await openEmpty(options);
  try {
    const unusable: UnusableMirror[] = [];
    let rejected = 0;
    for (const file of now.files) {
      try {
        rejected += await importMirror(database.pool, file);
      } catch (error) {
        // The others are still good; whoever asks for this store is told.
        const { message, detail } = error as { message: string; detail?: string };
        const problem = detail === undefined ? message : `${message} (${detail})`;
        unusable.push({ store: file.store, path: file.path, problem });
      }
    }
    const bad = new Set(unusable.map(({ store }) => store));
    await hideOthers(
      database.pool,
      now.files.map(({ store }) => store).filter((store) => !bad.has(store)),
    );
    await database.engine.dump(dump.data);
    const draft = `${dump.report}.${pid}.new`;
    const report: StandbyReport = { files: now.files, unusable, rejected };
    await writeFile(draft, JSON.stringify(report), { mode: 0o600 });
    await rename(draft, dump.report);
    await sweep(options.cache, /^mirror-.*\.tar$/, KEPT);
    return { database, files: now.files, unusable: [...now.unusable, ...unusable], rejected };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Imports one mirror and says how many of its rows were refused. */
export async function importMirror(pool: pg.Pool, file: MirrorFile): Promise<number> {
  const { functionName, options } = LOADERS[file.store];
  const document = await loadMirror(file);
  const { result } = await asPrincipal(pool, localPrincipal(), (client) =>
    callFunction(client, functionName, {
      document,
      options: { source: file.path, file_hash: file.sha256, quarantine: true, ...options },
    }),
  );
  return Number((result as { counts?: { rejected?: number } }).counts?.rejected ?? 0);
}

/**
 * What is not in a mirror must not look empty: the tables of everything else lose their owner's
 * rights, so that each view and function over them fails (and is told as SG924).
 */
export async function hideOthers(
  pool: pg.Pool,
  stores: readonly StoreName[],
  schemas: readonly string[] = [],
): Promise<void> {
  await pool.query(`select pg_catalog.set_config('specql.shown', $1, false)`, [
    JSON.stringify([...stores, ...schemas]),
  ]);
  await pool.query(`
    do $$
    declare
      v_table regclass;
    begin
      for v_table in
        select c.oid::regclass
        from pg_catalog.pg_class as c
          join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p')
          and (n.nspname like 'specql\\_%' or n.nspname in ('memory', 'network'))
          and not pg_catalog.current_setting('specql.shown')::jsonb ? case n.nspname
            when 'specql_registry' then 'registry'
            when 'specql_type' then 'types'
            when 'specql_pattern' then 'patterns'
            when 'specql_service' then 'services'
            when 'memory' then 'memory'
            when 'network' then case when c.relname like '%task%' then 'tasks' else 'network' end
            else n.nspname::text
          end
      loop
        execute format('revoke all on table %s from specql_owner', v_table);
      end loop;
    end;
    $$`);
  await pool.query("reset specql.shown");
}

/** Every session of a standby: nobody writes, and whoever names no role is a reader. */
async function reading(client: pg.ClientBase): Promise<void> {
  await client.query("set default_transaction_read_only = on; set role specql_reader");
}

async function readOnly(standby: Standby): Promise<Standby> {
  return { ...standby, database: await withSessions(standby.database, reading) };
}

async function dumpFiles(
  options: StandbyOptions,
  files: readonly MirrorFile[],
): Promise<DumpFiles> {
  const shown = createHash("sha256").update(shows({ files })).digest("hex").slice(0, 32);
  return dumpNamed(options, `mirror-${await templateKey(options)}-${shown}`);
}

function dumpNamed({ cache }: StandbyOptions, name: string): DumpFiles {
  return { data: join(cache, `${name}.tar`), report: join(cache, `${name}.json`) };
}

/** The last dump that was made for this schema. */
async function newestDump(
  options: StandbyOptions,
): Promise<{ dump: DumpFiles; report: StandbyReport } | undefined> {
  const prefix = `mirror-${await templateKey(options)}-`;
  for (const name of await newestFirst(options.cache, /^mirror-.*\.json$/)) {
    if (!name.startsWith(prefix)) continue;
    const dump = dumpNamed(options, name.slice(0, -".json".length));
    const report = await readReport(dump);
    if (report !== undefined) return { dump, report };
  }
  return undefined;
}

let packageKey: Promise<string> | undefined;

/** Changes with the migrations, and with the versions of everything that they run on. */
async function templateKey({ afterMigrations }: Pick<StandbyOptions, "afterMigrations">) {
  packageKey ??= (async () => {
    const hash = createHash("sha256");
    const committed = new URL("migrations/committed/", root);
    const names = (await readdir(committed)).filter((name) => name.endsWith(".sql")).toSorted();
    for (const url of [
      new URL("package.json", root),
      new URL("db/extensions.sql", root),
      new URL("db/roles.sql", root),
      ...names.map((name) => new URL(name, committed)),
    ]) {
      hash.update(await readFile(url)).update("\0");
    }
    return hash.digest("hex").slice(0, 32);
  })();
  const key = await packageKey;
  return afterMigrations === undefined ? key : `${key}-${afterMigrations.key}`;
}

/** What a dump shows; undefined where there is no such dump. */
async function readReport(dump: DumpFiles): Promise<StandbyReport | undefined> {
  if (!existsSync(dump.data)) return undefined;
  try {
    const kept = JSON.parse(await readFile(dump.report, "utf8")) as StandbyReport;
    return { ...kept, files: kept.files.map((file) => ({ ...file, asOf: new Date(file.asOf) })) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function newestFirst(folder: string, pattern: RegExp): Promise<string[]> {
  const found = await Promise.all(
    (await readdir(folder))
      .filter((name) => pattern.test(name))
      .map(async (name) => {
        // Another process may have swept it away.
        const at = await stat(join(folder, name)).catch(() => undefined);
        return { name, at: at?.mtimeMs ?? 0 };
      }),
  );
  return found.toSorted((a, b) => b.at - a.at).map(({ name }) => name);
}

/** A draft as old as this was left by a process that was ended. */
const ABANDONED = 60 * 60_000;

/** Removes all but the newest files of a kind, and what stands beside them. */
async function sweep(folder: string, pattern: RegExp, kept: number): Promise<void> {
  for (const name of await newestFirst(folder, /\.new$/)) {
    const at = await stat(join(folder, name)).catch(() => undefined);
    if (at !== undefined && Date.now() - at.mtimeMs > ABANDONED) {
      await rm(join(folder, name), { force: true });
    }
  }
  for (const name of (await newestFirst(folder, pattern)).slice(kept)) {
    await rm(join(folder, name), { force: true });
    await rm(join(folder, name.replace(/\.tar$/, ".json")), { force: true });
  }
}
