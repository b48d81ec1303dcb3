import type { Config } from "../config.ts";
import type { Database } from "./database.ts";
import { knownMirrors, openWithFallback } from "./fallback.ts";
import type { Session } from "./failover-pool.ts";
import { openEmbedded } from "./embedded/open-embedded.ts";
import type { Holder } from "./embedded/lock.ts";
import { notMigrated, refusal, requirements } from "./requirements.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { cacheFolder } from "./mirrors.ts";
import { openPostgres, openReplica } from "./postgres.ts";
import { setReplica } from "./replica.ts";

export type { Database } from "./database.ts";

/** What opening needs of the configuration. */
export type OpenConfig = Pick<Config, "databaseUrl" | "dataDir" | "poolSize"> &
  Partial<Pick<Config, "maxOverflow" | "repositoryBackend" | "readUrl">> & {
    /** Milliseconds that a statement may take on the embedded database. */
    statementTimeout?: number;
    /** The registry's mirror, where it is named from outside. */
    yamlPath?: string | undefined;
    /** Told in one line of each change of who answers: PostgreSQL, or the mirrors. */
    notice?: (line: string) => void;
  };

export interface OpenOptions {
  /** Bring the schema up to date first. */
  migrate?: boolean;
  /** Refuse a database whose schema is not up to date. True, unless said otherwise. */
  requireMigrated?: boolean;
  /** As what this process holds the embedded database. */
  holder?: Holder["kind"];
  /** Let the stores' mirrors answer while PostgreSQL does not: always, or where some are known. */
  fallback?: "always" | "if known";
}

/** Milliseconds a statement may take, where nobody says otherwise. */
export const STATEMENT_TIMEOUT = 30_000;

/**
 * Opens what the backend says: the registry's file, a database in memory, or, as a rule,
 * the PostgreSQL of `databaseUrl`, or the embedded database in `dataDir`, and makes sure that
 * it can be worked with. Every refusal is a SpecqlError that says what to do.
 */
export async function openDatabase(
  config: OpenConfig,
  options: OpenOptions = {},
): Promise<Database> {
  const database = await openPrimary(config, options);
  if (config.readUrl === undefined || database.kind === "embedded") return database;
  const replica = openReplica({ url: config.readUrl, poolSize: config.poolSize });
  setReplica(database.pool, replica);
  const closing = once(async () => {
    await replica.close();
    await database.close();
  });
  return { ...database, close: closing };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

async function openPrimary(config: OpenConfig, options: OpenOptions): Promise<Database> {
  if (config.repositoryBackend === "in_memory") {
    const { openEmpty } = await import("./standby.ts");
    return openEmpty({ cache: cacheFolder(config.dataDir) }, config.statementTimeout);
  }
  if (config.repositoryBackend === "yaml") {
    const { openYaml } = await import("./yaml-backend.ts");
    return openYaml({ dataDir: config.dataDir, path: config.yamlPath });
  }
  if (config.databaseUrl === undefined) return openEmbeddedChecked(config, options);
  const postgres = {
    url: config.databaseUrl,
    poolSize: config.poolSize + (config.maxOverflow ?? 0),
  };
  if (
    options.fallback === "always" ||
    (options.fallback === "if known" && Object.keys(knownMirrors(config)).length > 0)
  ) {
    return openWithFallback(postgres, {
      ...config,
      hurry: options.holder === "server",
      verify: (session) => checkSession(session, options),
    });
  }
  const database = await openPostgres(postgres);
  try {
    if (options.migrate === true) await migrated(database);
    else await checkSession(database.pool, options);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openEmbeddedChecked(config: OpenConfig, options: OpenOptions): Promise<Database> {
  const database = await openEmbedded({
    dataDir: config.dataDir,
    statementTimeout: config.statementTimeout ?? STATEMENT_TIMEOUT,
    holder: options.holder ?? "command",
  });
  try {
    await database.engine.withoutLimit(() =>
      options.migrate === true ? migrated(database) : checkSession(database.pool, options),
    );
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function migrated(database: Database): Promise<void> {
  const found = await requirements(database.pool);
  // What no migration can mend is told before one fails because of it.
  const hopeless = { ...found, missing: found.missing.filter((one) => !one.available) };
  const obstacle = refusal(hopeless);
  if (obstacle) throw obstacle;
  await migrate(database);
}

/** Refuses a database that cannot be worked with. */
export async function checkSession(session: Session, options: OpenOptions): Promise<void> {
  const found = await requirements(session);
  const problem = refusal(found);
  if (problem) throw problem;
  if (options.requireMigrated === false) return;
  const { applied, pending } = await pendingMigrations({ pool: session });
  if (pending.length > 0) throw notMigrated(applied.length, pending);
}
