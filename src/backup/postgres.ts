/** Backup and restore of a PostgreSQL, by pg_dump and pg_restore. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Environment } from "../config.ts";
import { pendingMigrations } from "../database/migrate.ts";
import { openPostgres } from "../database/postgres.ts";
import { fromServer, SpecqlError } from "../errors.ts";
import { type Manifest, PAYLOAD, sealedFiles, writeManifest } from "./manifest.ts";
import { addressOf, findTools, runTool } from "./tools.ts";

/** More than this many sessions at once help nobody. */
const JOBS = Math.min(4, availableParallelism());

export interface PostgresSource {
  readonly databaseUrl: string;
  readonly env: Environment;
  readonly specqlVersion: string;
}

/** Fills a folder with a backup: one snapshot of the whole database, however many sessions write it. */
export async function dumpPostgres(source: PostgresSource, draft: string): Promise<Manifest> {
  const { serverVersion, lastMigration } = await factsOf(source.databaseUrl);
  const tools = await findTools(source.env, {
    atLeast: serverVersion,
    preferred: serverVersion,
    why: `The server is a PostgreSQL ${serverVersion}.`,
  });
  const createdAt = new Date().toISOString();
  const { url, env } = addressOf(source.databaseUrl);
  await runTool(
    tools.dump,
    [
      "--format=directory",
      `--jobs=${JOBS}`,
      `--file=${join(draft, PAYLOAD)}`,
      "--no-password",
      `--dbname=${url}`,
    ],
    { ...source.env, ...env },
  );
  return writeManifest(draft, {
    kind: "postgresql",
    createdAt,
    specqlVersion: source.specqlVersion,
    serverVersion,
    toolVersion: tools.version,
    lastMigration,
    files: await sealedFiles(draft),
  });
}

async function factsOf(
  databaseUrl: string,
): Promise<{ serverVersion: number; lastMigration: string | null }> {
  const database = await openPostgres({ url: databaseUrl, poolSize: 1 });
  try {
    const { rows } = await database.pool.query<{ version: number }>(
      "select current_setting('server_version_num')::integer / 10000 as version",
    );
    const { applied } = await pendingMigrations(database);
    return { serverVersion: rows[0]!.version, lastMigration: applied.at(-1) ?? null };
  } finally {
    await database.close();
  }
}

/** Restores a backup whose files were verified. Either all of it is there then, or what was before. */
export async function restorePostgres(
  source: PostgresSource,
  folder: string,
  manifest: Manifest,
  options: { readonly replace: boolean },
): Promise<void> {
  const { serverVersion } = await factsOfServer(source.databaseUrl);
  if (serverVersion < manifest.serverVersion) {
    throw new SpecqlError("SG136", `the backup is of a PostgreSQL ${manifest.serverVersion}`, {
      detail: `The server is a PostgreSQL ${serverVersion}.`,
      hint: "Restore it on a server of that version or a newer one.",
    });
  }
  const tools = await findTools(source.env, {
    atLeast: manifest.toolVersion ?? manifest.serverVersion,
    preferred: manifest.toolVersion ?? manifest.serverVersion,
    why: `The backup was written by pg_dump ${manifest.toolVersion}.`,
  });
  const name = databaseName(source.databaseUrl);
  if (await isEmpty(source.databaseUrl)) {
    await makeRoles(source.databaseUrl);
    // One transaction: when something fails the database is as empty as before.
    await pgRestore(tools.restore, source, folder, name, ["--single-transaction"]);
    return;
  }
  if (!options.replace) throw notEmpty(`The database ${name} has tables, functions or types.`);
  await beside(source.databaseUrl, name, async (draft) => {
    const { href } = draftUrl(source.databaseUrl, draft);
    await makeRoles(href);
    await pgRestore(tools.restore, source, folder, draft, [`--jobs=${JOBS}`]);
  });
}

async function pgRestore(
  program: string,
  source: PostgresSource,
  folder: string,
  database: string,
  options: readonly string[],
): Promise<void> {
  const { url, env } = addressOf(source.databaseUrl, database);
  await runTool(
    program,
    [
      "--format=directory",
      "--exit-on-error",
      "--no-password",
      ...options,
      `--dbname=${url}`,
      join(folder, PAYLOAD),
    ],
    { ...source.env, ...env },
  );
}

/** The refusal to write over what is there. */
export function notEmpty(detail: string): SpecqlError {
  return new SpecqlError("SG137", "there is a database already", {
    detail,
    hint: "Restore into an empty one, or say --replace: what is there now is gone then.",
    field: "--replace",
  });
}

async function factsOfServer(databaseUrl: string): Promise<{ serverVersion: number }> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::integer / 10000 as version",
    );
    return { serverVersion: rows[0]!.version };
  });
}

/** Nothing of anybody: no schema, relation, function or type but those of PostgreSQL and of extensions. */
async function isEmpty(databaseUrl: string): Promise<boolean> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ empty: boolean }>(`
      with own as (
        select n.oid from pg_catalog.pg_namespace as n
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      ), thing as (
        select 'pg_namespace'::regclass as class, n.oid from pg_catalog.pg_namespace as n join own using (oid) where n.nspname <> 'public'
        union all select 'pg_class'::regclass, c.oid from pg_catalog.pg_class as c join own on own.oid = c.relnamespace
        union all select 'pg_proc'::regclass, p.oid from pg_catalog.pg_proc as p join own on own.oid = p.pronamespace
        union all select 'pg_type'::regclass, t.oid from pg_catalog.pg_type as t join own on own.oid = t.typnamespace
      )
      select not exists (
        select from thing as t
        where not exists (
          select from pg_catalog.pg_depend as d
          where d.classid = t.class and d.objid = t.oid and (d.deptype = 'e' or d.deptype = 'i' and t.class = 'pg_type'::regclass))
      ) as empty`);
    return rows[0]!.empty;
  });
}

/** The roles come first: what is restored belongs to them. */
async function makeRoles(databaseUrl: string): Promise<void> {
  const sql = await readFile(new URL("../../db/roles.sql", import.meta.url), "utf8");
  await withClient(databaseUrl, (client) => client.query(sql));
}

/** Lets `fill` fill a new database, and puts it in the place of the old one when it is whole. */
async function beside(
  databaseUrl: string,
  name: string,
  fill: (draft: string) => Promise<void>,
): Promise<void> {
  const suffix = randomBytes(4).toString("hex");
  const draft = `specql_restore_${suffix}`;
  const old = `specql_replaced_${suffix}`;
  const quoted = pg.escapeIdentifier;
  const maintenance = draftUrl(databaseUrl, name === "postgres" ? "template1" : "postgres").href;
  await withClient(maintenance, async (client) => {
    await client.query(`create database ${quoted(draft)} template template0 encoding 'UTF8'`);
    try {
      await fill(draft);
    } catch (error) {
      await client.query(`drop database if exists ${quoted(draft)} with (force)`);
      throw error;
    }
    await client.query(
      "select pg_catalog.pg_terminate_backend(a.pid) from pg_catalog.pg_stat_activity as a where a.datname = any ($1)",
      [[name, draft]],
    );
    await client.query(`alter database ${quoted(name)} rename to ${quoted(old)}`);
    try {
      await client.query(`alter database ${quoted(draft)} rename to ${quoted(name)}`);
    } catch (error) {
      await client.query(`alter database ${quoted(old)} rename to ${quoted(name)}`);
      throw error;
    }
    await client.query(`drop database ${quoted(old)} with (force)`);
  });
}

function draftUrl(databaseUrl: string, database: string): URL {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url;
}

function databaseName(databaseUrl: string): string {
  const { database } = new pg.Client({ connectionString: databaseUrl });
  if (typeof database === "string" && database !== "") return database;
  throw new SpecqlError("SG110", "the URL names no database", { field: "DATABASE_URL" });
}

async function withClient<T>(
  databaseUrl: string,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const database = await openPostgres({ url: databaseUrl, poolSize: 1 });
  const client = await database.pool.connect();
  try {
    return await work(client);
  } catch (error) {
    throw fromServer(error);
  } finally {
    client.release();
    await database.close();
  }
}
