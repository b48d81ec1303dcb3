/** `specql backup` and `specql restore`: which database, where to, and what is true afterwards. */
import { resolve } from "node:path";
import type { Config, Environment } from "../config.ts";
import { callFunction } from "../database/call-function.ts";
import { pendingMigrations } from "../database/migrate.ts";
import { openDatabase } from "../database/open.ts";
import { asPrincipal } from "../database/principal.ts";
import { SpecqlError } from "../errors.ts";
import { copyEmbedded, restoreEmbedded } from "./embedded.ts";
import { atomically, placeFor, removeOld, type Retention } from "./folder.ts";
import { type Manifest, readManifest, verifyFiles } from "./manifest.ts";
import { dumpPostgres, restorePostgres } from "./postgres.ts";

export interface BackupOptions {
  readonly config: Config;
  readonly env: Environment;
  readonly specqlVersion: string;
  readonly now?: Date;
}

export interface BackupReport extends Retention {
  readonly path: string;
  readonly manifest: Manifest;
}

/** Makes a backup at a place, or in a folder of backups, from which old ones then go. */
export async function backUp(
  wanted: string,
  options: BackupOptions & { readonly keepDays: number },
): Promise<BackupReport> {
  const { config } = options;
  ownDatabase(config);
  const now = options.now ?? new Date();
  const place = await placeFor(wanted, now);
  const { databaseUrl } = config;
  const manifest = await atomically(place, (draft) =>
    databaseUrl === undefined
      ? copyEmbedded({ ...options, dataDir: config.dataDir }, draft)
      : dumpPostgres({ ...options, databaseUrl }, draft),
  );
  const retention =
    place.folder === undefined
      ? { removed: [], kept: [] }
      : await removeOld(place.folder, options.keepDays, now);
  return { path: place.path, manifest, ...retention };
}

export interface RestoreReport {
  readonly manifest: Manifest;
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** What app.verify_audit() says; empty where all is in order. */
  readonly audit: unknown;
}

/** Restores a backup into an empty database, or in the place of one. */
export async function restore(
  wanted: string,
  options: BackupOptions & { readonly replace: boolean },
): Promise<RestoreReport> {
  const { config } = options;
  ownDatabase(config);
  const folder = resolve(wanted);
  const manifest = await readManifest(folder);
  await verifyFiles(folder, manifest);
  const { databaseUrl } = config;
  const kind = databaseUrl === undefined ? "embedded" : "postgresql";
  if (manifest.kind !== kind) throw otherKind(manifest.kind);
  if (databaseUrl === undefined) {
    await restoreEmbedded({ ...options, dataDir: config.dataDir }, folder, options);
  } else {
    await restorePostgres({ ...options, databaseUrl }, folder, manifest, options);
  }
  return { manifest, ...(await checked(config)) };
}

/** What a person wants to know first of a restored database. */
async function checked(config: Config): Promise<Omit<RestoreReport, "manifest">> {
  const database = await openDatabase(
    { ...config, statementTimeout: 0 },
    { requireMigrated: false },
  );
  try {
    const migrations = await pendingMigrations(database);
    const { result } = await asPrincipal(
      database.pool,
      { role: "specql_admin", settings: {} },
      (client) => callFunction(client, "verify_audit"),
    );
    return { ...migrations, audit: result };
  } finally {
    await database.close();
  }
}

/** A function of `app` cannot carry a database: the files are where the database is. */
function ownDatabase(config: Config): void {
  if (config.url === undefined) return;
  throw new SpecqlError("SG913", "a server's database is backed up where it lies", {
    detail: "SPECQL_URL names a server.",
    hint: "Unset SPECQL_URL, and set DATABASE_URL or SPECQL_DATA_DIR.",
    field: "SPECQL_URL",
  });
}

function otherKind(kind: Manifest["kind"]): SpecqlError {
  return new SpecqlError(
    "SG136",
    `the backup is of ${kind === "embedded" ? "an embedded database" : "a PostgreSQL"}`,
    {
      hint:
        kind === "embedded"
          ? "Unset DATABASE_URL to restore it; 'specql registry export' and import move data between the two."
          : "Set DATABASE_URL to an empty database.",
    },
  );
}
