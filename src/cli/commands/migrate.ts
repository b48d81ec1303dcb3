import { existsSync } from "node:fs";
import type { Command } from "commander";
import { type Config, maskUrl } from "../../config.ts";
import { SpecqlError } from "../../errors.ts";
import { type Database, type OpenOptions, openDatabase } from "../../database/open.ts";
import { pendingMigrations } from "../../database/migrate.ts";
import type { Define } from "../define.ts";
import { clean, line, printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** `specql migrate` and `specql status`. */
export function addMigrate(program: Command, define: Define): void {
  define(program, {
    usage: "migrate",
    summary: "apply the committed migrations that are pending",
    examples: ["migrate", "migrate --database postgresql://me@localhost/registry"],
    async run(session) {
      const config = ownDatabase(session);
      const before = (await migrations(config))?.applied ?? [];
      const { applied: after } = await withDatabase(config, { migrate: true }, pendingMigrations);
      const applied = after.filter((name) => !before.includes(name));
      if (session.json) return printJson(session.io, { database: databaseName(config), applied });
      if (applied.length === 0) line(session.io, "nothing to do: the database is up to date");
      for (const name of applied) line(session.io, `applied ${clean(name)}`);
    },
  });
  define(program, {
    usage: "status",
    summary: "say which database is used and which migrations are pending; exit 1 if any is",
    examples: ["status", "status --json"],
    run: status,
  });
}

async function status(session: Session): Promise<number> {
  const config = session.config();
  if (config.url !== undefined) return serverStatus(session, config.url, "SPECQL_URL");
  let found: Migrations | undefined;
  try {
    found = await migrations(config);
  } catch (error) {
    // Somebody holds the embedded database: a server, which we can ask, or another command.
    const held = error instanceof SpecqlError && error.code === "SG393";
    if (!held || config.databaseUrl !== undefined) throw error;
    return serverStatus(session, undefined, "the server that has it open");
  }
  printStatus(session, config, found);
  return found === undefined || found.pending.length > 0 ? 1 : 0;
}

function printStatus(session: Session, config: Config, found: Migrations | undefined): void {
  const { io } = session;
  const database = databaseName(config);
  if (session.json)
    return printJson(io, { database, via: "sql", ...(found ?? { applied: [], pending: null }) });
  line(io, `database  ${database}`);
  line(io, `named by  ${config.databaseUrlFrom ?? "nothing: embedded unless DATABASE_URL is set"}`);
  line(io, `applied   ${found?.applied.length ?? 0}`);
  line(io, `pending   ${found?.pending.length ?? "all: nothing is there yet"}`);
  for (const name of found?.pending ?? []) line(io, `  ${clean(name)}`);
  if (found?.pending.length !== 0) line(io, "Apply them with 'specql migrate'.");
}

interface Migrations {
  applied: string[];
  pending: string[];
}

/** Undefined where there is nothing yet, not even the extensions or the directory. */
async function migrations(config: Config): Promise<Migrations | undefined> {
  // Asking must not create it.
  if (config.databaseUrl === undefined && !existsSync(config.dataDir)) return undefined;
  try {
    return await withDatabase(config, { requireMigrated: false }, pendingMigrations);
  } catch (error) {
    if (error instanceof SpecqlError && error.code === "SG904") return undefined;
    throw error;
  }
}

/** A server migrates before it serves, or refuses to start: nothing is pending where one answers. */
async function serverStatus(
  session: Session,
  url: string | undefined,
  from: string,
): Promise<number> {
  const health = await session.call((api) => api.result("health"));
  if (session.json) {
    printJson(session.io, {
      database: url === undefined ? "embedded" : maskUrl(url),
      via: "http",
      pending: [],
      health,
    });
    return 0;
  }
  line(session.io, `server    ${url === undefined ? "of the embedded database" : maskUrl(url)}`);
  line(session.io, `named by  ${from}`);
  line(session.io, "pending   0");
  return 0;
}

function ownDatabase(session: Session): Config {
  const config = session.config();
  if (config.url === undefined) return config;
  throw new SpecqlError("SG134", "migrations are applied to a database, not to a server", {
    hint: "Name the database with --database, or unset SPECQL_URL.",
    field: "SPECQL_URL",
  });
}

async function withDatabase<T>(
  config: Config,
  options: OpenOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, options);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function databaseName(config: Config): string {
  return config.databaseUrl === undefined
    ? `embedded in ${clean(config.dataDir)}`
    : clean(maskUrl(config.databaseUrl));
}
