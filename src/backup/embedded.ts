/** Backup and restore of the embedded database: its files, while nobody has them open. */
import { randomBytes } from "node:crypto";
import { cp, lstat, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pid } from "node:process";
import { heldBy, openEmbedded } from "../database/embedded/open-embedded.ts";
import { type DataLock, takeDataLock } from "../database/embedded/lock.ts";
import { pendingMigrations } from "../database/migrate.ts";
import { SpecqlError } from "../errors.ts";
import { flush, type Manifest, PAYLOAD, sealedFiles, writeManifest } from "./manifest.ts";
import { notEmpty } from "./postgres.ts";

/** Says who has the directory open; a lock file is no data. */
const NOT_DATA = new Set(["postmaster.pid", "postmaster.opts"]);

export interface EmbeddedSource {
  readonly dataDir: string;
  readonly specqlVersion: string;
}

/** Fills a folder with a copy of the data. It is closed in good order before, and locked meanwhile. */
export async function copyEmbedded(source: EmbeddedSource, draft: string): Promise<Manifest> {
  const from = resolve(source.dataDir);
  if ((await lstat(join(from, "PG_VERSION")).catch(() => undefined)) === undefined) {
    throw new SpecqlError("SG136", "there is no embedded database to back up", {
      detail: `${from} holds none.`,
      hint: "Set SPECQL_DATA_DIR, or DATABASE_URL for a PostgreSQL.",
    });
  }
  // Opened once, so that whatever a killed process left in the log is in the files.
  const database = await openEmbedded({
    dataDir: from,
    statementTimeout: 0,
    holder: "command",
  }).catch(explained);
  let lastMigration: string | null;
  try {
    lastMigration = (await pendingMigrations(database)).applied.at(-1) ?? null;
    await database.pool.query("checkpoint");
  } finally {
    await database.close();
  }
  const lock = locked(from);
  try {
    const createdAt = new Date().toISOString();
    await cp(from, join(draft, PAYLOAD), {
      recursive: true,
      errorOnExist: true,
      filter: (path) => !NOT_DATA.has(basename(path)),
    });
    return await writeManifest(draft, {
      kind: "embedded",
      createdAt,
      specqlVersion: source.specqlVersion,
      serverVersion: await versionOf(from),
      lastMigration,
      files: await sealedFiles(draft),
    });
  } finally {
    lock.release();
  }
}

/** Restores a backup whose files were verified, and opens it before it takes the place of what is there. */
export async function restoreEmbedded(
  source: EmbeddedSource,
  folder: string,
  options: { readonly replace: boolean },
): Promise<void> {
  const target = resolve(source.dataDir);
  const lock = locked(target);
  try {
    const there = await readdir(target).catch(() => []);
    if (there.length > 0 && !options.replace) throw notEmpty(`${target} is not empty.`);
    const suffix = randomBytes(4).toString("hex");
    const draft = `${target}.restore-${suffix}`;
    const old = `${target}.replaced-${suffix}`;
    try {
      await cp(join(folder, PAYLOAD), draft, { recursive: true, errorOnExist: true });
      await completeFolders(draft);
      await mustOpen(draft);
      if (there.length > 0) await rename(target, old);
      else await rm(target, { recursive: true, force: true });
      await rename(draft, target);
      await flush(dirname(target));
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      // Between the two renames nothing stood in its place.
      if ((await exists(old)) && !(await exists(target))) await rename(old, target);
      throw error;
    }
    await rm(old, { recursive: true, force: true });
  } finally {
    lock.release();
  }
}

/** Folders that PostgreSQL wants even while they are empty: a backup holds files only. */
const FOLDERS = [
  "global",
  "base",
  "pg_commit_ts",
  "pg_dynshmem",
  "pg_logical/mappings",
  "pg_logical/snapshots",
  "pg_multixact/members",
  "pg_multixact/offsets",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_tblspc",
  "pg_twophase",
  "pg_wal/archive_status",
  "pg_wal/summaries",
  "pg_xact",
];

async function completeFolders(folder: string): Promise<void> {
  for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
}

async function mustOpen(dataDir: string): Promise<void> {
  const database = await openEmbedded({ dataDir, statementTimeout: 0, holder: "command" });
  await database.close();
  for (const name of [".lock", ".holder.json", ".server.json"]) {
    await rm(`${dataDir}${name}`, { force: true });
  }
}

function locked(dataDir: string): DataLock {
  const lock = takeDataLock(dataDir, { pid, kind: "command", startedAt: new Date().toISOString() });
  if (lock === undefined) throw served(heldBy(dataDir));
  return lock;
}

function explained(error: unknown): never {
  throw error instanceof SpecqlError && error.code === "SG393" ? served(error) : error;
}

/** PGlite is one process; its files are only whole while it is closed. */
function served(error: SpecqlError): SpecqlError {
  return new SpecqlError("SG913", "the embedded database is open", {
    detail: error.detail,
    hint: "Stop the server (or wait for the command), take the backup or restore it, and start it again.",
    cause: error,
  });
}

async function versionOf(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, "PG_VERSION"), "utf8")).trim());
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
