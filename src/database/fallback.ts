/**
 * PostgreSQL, and the mirrors of its stores for when it cannot be reached: reads go on by the same
 * SQL on a standby made of the mirrors, writes are refused (SG921), and it returns by itself.
 */
import type pg from "pg";
import { resolve } from "node:path";
import { fromServer } from "../errors.ts";
import type { Change, Session } from "./failover-pool.ts";
import { cacheFolder, type Mirrors, readMirrors } from "./mirrors.ts";
import { type FailoverDatabase, openFailover, type PostgresOptions } from "./postgres.ts";
import { describeMirrors } from "./source.ts";
import type { StandbyOptions } from "./standby.ts";

export interface FallbackOptions {
  readonly dataDir: string;
  /** The registry's file, where it is named from outside. */
  readonly yamlPath?: string | undefined;
  /** Told in one line of each change of who answers. */
  readonly notice?: (line: string) => void;
  /** Whether the PostgreSQL will do; throws when it will not. */
  readonly verify: (session: Session) => Promise<void>;
  /** Rather answer at once from what was prepared than wait for what is newest. */
  readonly hurry?: boolean;
  readonly firstPause?: number;
  readonly longestPause?: number;
  readonly afterMigrations?: StandbyOptions["afterMigrations"];
}

/** The mirrors that are known here: those written down, and the registry's file if it is named. */
export function knownMirrors(options: Pick<FallbackOptions, "dataDir" | "yamlPath">): Mirrors {
  const mirrors = readMirrors(options.dataDir);
  if (options.yamlPath === undefined) return mirrors;
  const path = resolve(options.yamlPath);
  if (mirrors.registry?.path === path) return mirrors;
  return { ...mirrors, registry: { path, format: "yaml", asOf: null, sha256: null } };
}

/** A PostgreSQL with its mirrors behind it. */
export interface FallbackDatabase extends FailoverDatabase {
  /** Makes ready what a fail-over will need, until told to stop. Says whether there was anything to do. */
  prepare(signal?: AbortSignal): Promise<boolean>;
}

/** Opens the PostgreSQL, or, when it does not answer, what its mirrors show. */
export async function openWithFallback(
  postgres: PostgresOptions,
  options: FallbackOptions,
): Promise<FallbackDatabase> {
  const standbyOptions = (): StandbyOptions => ({
    mirrors: knownMirrors(options),
    cache: cacheFolder(options.dataDir),
    ...(options.hurry !== undefined && { hurry: options.hurry }),
    ...(options.afterMigrations !== undefined && { afterMigrations: options.afterMigrations }),
  });
  const database = await openFailover(postgres, {
    // Loaded when it is needed: reading legacy files is more than most commands ever do.
    standby: async (unless) => {
      const { openStandby } = await import("./standby.ts");
      return openStandby({ ...standbyOptions(), ...(unless && { hurry: false }) }, unless);
    },
    verify: options.verify,
    onChange: (change) => options.notice?.(describeChange(change)),
    ...(options.firstPause !== undefined && { firstPause: options.firstPause }),
    ...(options.longestPause !== undefined && { longestPause: options.longestPause }),
  });
  const prepare = async (signal?: AbortSignal): Promise<boolean> => {
    const { isPrepared, prepareStandby } = await import("./standby.ts");
    const { afterMigrations, ...standby } = standbyOptions();
    if (afterMigrations !== undefined) return await prepareStandby({ ...standby, afterMigrations });
    if (await isPrepared(standby)) return false;
    return await (await import("./prepare-process.ts")).prepareApart(standby, signal);
  };
  return { ...database, prepare };
}

/** Who answers from now on, in one line. */
export function describeChange(change: Change): string {
  if (change.source === "postgresql") return "source: PostgreSQL answers again";
  const why = fromServer(change.reason);
  if (change.source === "none") {
    return `source: no mirror can answer in place of PostgreSQL: ${why.code}: ${why.message}`;
  }
  return `source: mirror, read only, because PostgreSQL cannot be reached; ${describeMirrors(change.report)}`;
}

/** Whether a database has its mirrors behind it. */
export function hasFallback(database: { pool: pg.Pool }): database is FallbackDatabase {
  return "prepare" in database;
}
