import pg from "pg";
import { maskUrl } from "../config.ts";
import { fromServer, SpecqlError } from "../errors.ts";
import type { Database } from "./database.ts";

/** How long to wait for a server that does not even refuse, and for a free session. */
const CONNECT_TIMEOUT = 10_000;

/**
 * A client that leaves nothing behind in its session, as PgBouncer's transaction mode asks: a named
 * statement would be missing in the next transaction, which may run in another session.
 */
class PlainClient extends pg.Client {
  // The base has a dozen overloads; all of them pass through.
  override query(...args: unknown[]): never {
    const [first, ...rest] = args;
    const named = typeof first === "object" && first !== null && "name" in first && "text" in first;
    const plain = named ? { ...first, name: undefined } : first;
    return (super.query as (...all: unknown[]) => never).call(this, plain, ...rest);
  }
}

/** Connects to the PostgreSQL at `url`; whether it will do is asked by `requirements()`. */
export async function openPostgres(options: { url: string; poolSize: number }): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    Client: PlainClient as typeof pg.Client,
    max: options.poolSize,
    application_name: "specql",
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
  });
  // A server that goes away fails the query that was running; it must not end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await pool.query("select");
  } catch (error) {
    await pool.end();
    throw cannotConnect(error, options.url);
  }
  let closing: Promise<void> | undefined;
  return {
    kind: "postgresql",
    pool,
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
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
