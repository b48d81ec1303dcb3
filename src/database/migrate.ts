/**
 * Committed migrations, run with graphile-migrate's own functions over our own connection: its
 * `migrate()` would open one by itself, which the embedded database cannot give.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
// Not part of its published interface: the version is pinned, and a test runs each of these.
import {
  getAllMigrations,
  getLastMigration,
  getMigrationsAfter,
  runCommittedMigration,
} from "graphile-migrate/dist/migration.js";
import { type ParsedSettings, parseSettings } from "graphile-migrate/dist/settings.js";
import type pg from "pg";
import { fromServer, SpecqlError } from "../errors.ts";
import type { Database } from "./database.ts";

/** The package's own root, wherever it is called from: `src/database` and `dist/database` alike. */
const root = new URL("../../", import.meta.url);

/** Any number that nobody else locks: two programs must not migrate one database at once. */
const MIGRATION_LOCK = 5_773_251;

/** Where the package keeps its migrations. */
const MIGRATIONS = fileURLToPath(new URL("migrations", root));

/** Runs the migrations that have not run yet and returns their file names. */
export async function migrate(
  database: Pick<Database, "pool">,
  folder: string = MIGRATIONS,
): Promise<string[]> {
  const client = await database.pool.connect().catch((error: unknown) => {
    throw fromServer(error);
  });
  try {
    await client.query("select pg_catalog.pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await prepare(client);
      return await runPending(client, folder);
    } finally {
      await client.query("reset search_path");
      await client.query("select pg_catalog.pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    }
  } catch (error) {
    throw error instanceof SpecqlError ? error : migrationFailed(error);
  } finally {
    client.release();
  }
}

async function runPending(client: pg.PoolClient, folder: string): Promise<string[]> {
  const settings = await migrationSettings(folder);
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const context = { database: rows[0]?.name ?? "" };
  // As in .gmrc: a migration names the schema of everything.
  await client.query("set search_path = pg_catalog");
  const last = await getLastMigration(client as never, settings);
  const pending = await getMigrationsAfter(settings, last);
  for (const migration of pending) {
    await runCommittedMigration(client as never, settings, context, migration, "");
  }
  // The server's login owns nothing, and yet must see whether the schema is up to date.
  await client.query("grant usage on schema graphile_migrate to specql_gateway, specql_reader");
  await client.query(
    "grant select on graphile_migrate.migrations to specql_gateway, specql_reader",
  );
  return pending.map(({ realFilename }) => realFilename);
}

/** What has run, and what has not. Changes nothing, not even by making graphile-migrate's tables. */
export async function pendingMigrations(
  database: { readonly pool: Pick<pg.ClientBase, "query"> },
  folder: string = MIGRATIONS,
): Promise<{ applied: string[]; pending: string[] }> {
  const all = await getAllMigrations(await migrationSettings(folder));
  try {
    const { rows: known } = await database.pool.query<{ there: boolean }>(
      "select pg_catalog.to_regclass('graphile_migrate.migrations') is not null as there",
    );
    const { rows } = known[0]?.there
      ? await database.pool.query<{ filename: string }>(
          "select m.filename from graphile_migrate.migrations as m",
        )
      : { rows: [] };
    const done = new Set(rows.map(({ filename }) => filename));
    const names = (applied: boolean): string[] =>
      all.filter(({ filename }) => done.has(filename) === applied).map((m) => m.realFilename);
    return { applied: names(true), pending: names(false) };
  } catch (error) {
    throw fromServer(error);
  }
}

/** Extensions and roles stand outside the migrations: they need more rights, and roles are the cluster's. */
async function prepare(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ extensions: boolean; roles: boolean }>(`
    select
      (select count(*) = 2 from pg_catalog.pg_extension where extname in ('vector', 'pg_trgm')) as extensions,
      coalesce((
        select pg_catalog.pg_has_role(current_user, r.oid, 'member')
          and pg_catalog.has_database_privilege(r.oid, d.oid, 'create')
        from pg_catalog.pg_roles as r, pg_catalog.pg_database as d
        where r.rolname = 'specql_owner' and d.datname = pg_catalog.current_database()
      ), false) and (
        select count(*) = 7 from pg_catalog.pg_roles
        where rolname in ('specql_owner', 'specql_reader', 'specql_author', 'specql_reviewer',
          'specql_admin', 'specql_agent', 'specql_gateway')
      ) as roles`);
  const there = rows[0];
  if (!there?.extensions) await runFile(client, "extensions.sql");
  if (!there?.roles) await runFile(client, "roles.sql");
}

async function runFile(client: pg.PoolClient, name: string): Promise<void> {
  const sql = await readFile(new URL(`db/${name}`, root), "utf8");
  try {
    await client.query(sql);
  } catch (error) {
    throw new SpecqlError("SG907", `this login may not run db/${name}`, {
      detail: (error as Error).message,
      hint: `Run it once as a superuser: psql -f db/${name}. Then migrate again.`,
      cause: error,
    });
  }
}

function migrationFailed(error: unknown): SpecqlError {
  const known = fromServer(error);
  if (known.code === "SG900") return known;
  return new SpecqlError("SG909", "a migration failed, and was rolled back", {
    detail: error instanceof Error ? error.message : undefined,
    hint: "The database is as it was before that migration. 'specql status' says which are pending.",
    cause: error,
  });
}

async function migrationSettings(migrationsFolder: string): Promise<ParsedSettings> {
  const settings = await parseSettings({
    // Never connected to: these two only satisfy the parser.
    connectionString: "postgres://embedded@embedded/embedded",
    rootConnectionString: "postgres://embedded@embedded/template1",
    migrationsFolder,
  });
  // Our callers say what has been done; standard output belongs to them.
  return { ...settings, logger: { info() {}, warn() {}, error() {}, debug() {} } as never };
}
