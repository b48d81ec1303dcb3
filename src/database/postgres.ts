import pg from "pg";
import { maskUrl } from "../config.ts";
import { fromServer, SpecqlError } from "../errors.ts";
import type { Database } from "./database.ts";
import { FailoverPool, type FailoverOptions } from "./failover-pool.ts";
import { PlainClient } from "./plain-client.ts";
import { Replica } from "./replica.ts";

/** How long to wait for a server that does not even refuse, and for a free session. */
const CONNECT_TIMEOUT = 10_000;
const IMPATIENT_TIMEOUT = 3000;

/** Where somebody else can answer, nobody waits as long. */
class ImpatientClient extends PlainClient {
  constructor(config: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: IMPATIENT_TIMEOUT });
  }
}

function poolConfig(options: PostgresOptions, Client: typeof pg.Client): pg.PoolConfig {
  return {
    connectionString: options.url,
    Client,
    max: options.poolSize,
    application_name: "specql",
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
  };
}

export interface PostgresOptions {
  readonly url: string;
  readonly poolSize: number;
}

/** A PostgreSQL whose mirrors answer when it does not. */
export interface FailoverDatabase extends Database {
  readonly pool: FailoverPool;
}

/**
 * Connects to the PostgreSQL at `url`, or, while it cannot be reached, to what `failover` opens.
 * Fails only when neither answers.
 */
export async function openFailover(
  options: PostgresOptions,
  failover: FailoverOptions,
): Promise<FailoverDatabase> {
  const database = prepareFailover(options, failover);
  try {
    (await database.pool.connect()).release();
  } catch (error) {
    await database.close();
    throw cannotConnect(error, options.url);
  }
  return database;
}

/** The same, but nobody is asked before somebody wants to know something. */
export function prepareFailover(
  options: PostgresOptions,
  failover: FailoverOptions,
): FailoverDatabase {
  const pool = new FailoverPool(
    poolConfig(options, ImpatientClient as unknown as typeof pg.Client),
    failover,
  );
  return { kind: "postgresql", pool, close: once(() => pool.end()) };
}

/** Connects to the PostgreSQL at `url`; whether it will do is asked by `requirements()`. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool(poolConfig(options, PlainClient as typeof pg.Client));
  // A server that goes away fails the query that was running; it must not end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await pool.query("select");
  } catch (error) {
    await pool.end();
    throw cannotConnect(error, options.url);
  }
  return { kind: "postgresql", pool, close: once(() => pool.end()) };
}

/** A replica for reads; nobody is asked before somebody wants to know something. */
export function openReplica(options: PostgresOptions): Replica {
  return new Replica(poolConfig(options, PlainClient as typeof pg.Client));
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

function cannotConnect(error: unknown, url: string): SpecqlError {
  const known = fromServer(error);
  if (known.code === "SG999") {
    // TLS and protocol troubles have many names; what was tried is worth saying.
    return new SpecqlError("SG900", "the database cannot be reached", {
      detail: `${maskUrl(url)}: ${(error as Error).message}`,
      hint: "Check that it runs, and the host, port and TLS settings of DATABASE_URL.",
      cause: error,
    });
  }
  return new SpecqlError(known.code, known.message, {
    detail: known.detail ?? `Tried ${maskUrl(url)}.`,
    hint: known.hint,
    cause: error,
  });
}
