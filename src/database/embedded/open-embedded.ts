import { mkdirSync } from "node:fs";
import { pid } from "node:process";
import pg from "pg";
import { SpecqlError } from "../../errors.ts";
import type { Database } from "../database.ts";
import { Engine } from "./engine.ts";
import { type DataLock, type Holder, readHolder, takeDataLock } from "./lock.ts";
import { WireStream } from "./wire-stream.ts";

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Milliseconds; a statement that takes longer costs the thread its life. */
  readonly statementTimeout: number;
  readonly holder: Holder["kind"];
}

/** The embedded database, open, and what only it has. */
export interface EmbeddedDatabase extends Database {
  readonly kind: "embedded";
  readonly engine: Engine;
  readonly lock: DataLock;
}

/** The error for a directory that another process has open. */
export function heldBy(dataDir: string): SpecqlError {
  const holder = readHolder(dataDir);
  const who = holder === undefined ? "another process" : `process ${holder.pid}`;
  return new SpecqlError("SG393", `the embedded database is open in ${who}`, {
    detail:
      holder === undefined
        ? `Its directory is ${dataDir}.`
        : `A specql ${holder.kind} has had ${dataDir} open since ${holder.startedAt}.`,
    hint: "Wait for it to end, or stop it; one process at a time may open the directory.",
  });
}

/** Opens the directory for this process alone and starts the database in it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, statementTimeout, holder: kind } = options;
  const lock = takeDataLock(dataDir, { pid, kind, startedAt: new Date().toISOString() });
  if (lock === undefined) throw heldBy(dataDir);
  const engine = new Engine({ dataDir, statementTimeout });
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    await engine.start();
  } catch (error) {
    await engine.close();
    lock.release();
    throw new SpecqlError("SG910", "the embedded database does not start", {
      detail: `Its directory is ${dataDir}.`,
      hint: "If the directory is damaged, restore a backup of it, or name another in SPECQL_DATA_DIR.",
      cause: error,
    });
  }
  const pool = embeddedPool(engine);
  let closing: Promise<void> | undefined;
  return {
    kind: "embedded",
    pool,
    engine,
    lock,
    close() {
      closing ??= (async () => {
        await pool.end();
        await engine.close();
        lock.release();
      })();
      return closing;
    },
  };
}

/** An embedded database in memory, which begins as a dump says, or empty. */
export interface MemoryDatabase extends Database {
  readonly kind: "embedded";
  readonly engine: Engine;
}

export interface MemoryOptions {
  /** A dump of a data directory. */
  readonly load?: string;
  /** Milliseconds; after a longer statement the database begins anew. */
  readonly statementTimeout: number;
  /** Run at the start of each session. */
  readonly onConnect?: (client: pg.ClientBase) => Promise<unknown>;
}

/** Starts an embedded database that leaves nothing behind. */
export async function openMemory(options: MemoryOptions): Promise<MemoryDatabase> {
  const { load, statementTimeout, onConnect } = options;
  const engine = new Engine({
    dataDir: "memory://",
    statementTimeout,
    ...(load !== undefined && { load }),
  });
  try {
    await engine.start();
  } catch (error) {
    await engine.close();
    throw new SpecqlError("SG910", "the embedded database does not start", {
      detail: load === undefined ? undefined : `It was to begin with ${load}.`,
      hint: "Remove that file: it is made again.",
      cause: error,
    });
  }
  return onEngine(engine, onConnect);
}

/** The same database, from now on with sessions that begin in another way. */
export async function withSessions(
  database: MemoryDatabase,
  onConnect: NonNullable<MemoryOptions["onConnect"]>,
): Promise<MemoryDatabase> {
  await database.pool.end();
  return onEngine(database.engine, onConnect);
}

function onEngine(engine: Engine, onConnect: MemoryOptions["onConnect"]): MemoryDatabase {
  const pool = embeddedPool(engine, onConnect);
  let closing: Promise<void> | undefined;
  return {
    kind: "embedded",
    pool,
    engine,
    close() {
      closing ??= pool.end().then(() => engine.close());
      return closing;
    },
  };
}

/** A pool of one: PGlite is one backend. */
function embeddedPool(
  engine: Engine,
  onConnect?: (client: pg.ClientBase) => Promise<unknown>,
): pg.Pool {
  const pool = new pg.Pool({
    stream: () => new WireStream(engine) as never,
    ssl: false,
    // Whatever PGUSER and the like say, there is one user and one database.
    user: "postgres",
    database: "postgres",
    host: "embedded",
    password: "",
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 60_000,
    // A session is given out once what this returns has come to an end.
    ...(onConnect !== undefined && { onConnect }),
  });
  // A broken connection fails its query; it must not end the process besides.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  // Somebody may give a connection back in the middle of a transaction.
  pool.on("release", (_error, client) => {
    const status = client.getTransactionStatus?.();
    if (status === "T" || status === "E") client.query("rollback").catch(() => {});
  });
  return pool;
}
