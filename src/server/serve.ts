/** The server: GraphQL, RPC, health and the explorer, over a database that it opens. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pid } from "node:process";
import type { Config } from "../config.ts";
import { type Mirroring, startMirror } from "../cutover/mirror.ts";
import { startMirrorThread } from "../cutover/mirror-thread.ts";
import { mirrorHolder } from "../cutover/mirror-store.ts";
import { MIRROR, poolPort } from "../cutover/port.ts";
import type { Database } from "../database/database.ts";
import { writeServer } from "../database/embedded/lock.ts";
import type { EmbeddedDatabase } from "../database/embedded/open-embedded.ts";
import { openPsqlPort, type PsqlPort } from "../database/embedded/psql-port.ts";
import { hasFallback } from "../database/fallback.ts";
import { openDatabase, STATEMENT_TIMEOUT } from "../database/open.ts";
import { settingsOf } from "../database/principal.ts";
import { fromServer, SpecqlError } from "../errors.ts";
import { makeExplorer } from "./graphql/handler.ts";
import { makeGuard } from "./guard.ts";
import { sendError } from "./http.ts";
import { makeIdentify } from "./identity.ts";
import type { Observed } from "./graphql/observe.ts";
import { type Monitoring, startMonitoring } from "./monitoring.ts";
import { makeRouter } from "./routes.ts";
import { startPreparing } from "./preparing.ts";
import { startSealing } from "./sealing.ts";
import { sayingSource } from "./source-header.ts";

export type ServeConfig = Pick<Config, "databaseUrl" | "dataDir" | "poolSize" | "jwtSecret"> &
  Partial<Pick<Config, "maxOverflow" | "yamlPath" | "readUrl" | "repositoryBackend">> & {
    /** 0: any free one. */
    port: number;
    /** Where to listen. Loopback without a token secret; everywhere with one, unless said. */
    host?: string | undefined;
    /** On the embedded database: let one psql in here. */
    pgPort?: number | undefined;
    /** Names by which the server may be called, besides localhost. */
    allowedHosts?: readonly string[] | undefined;
    /** Milliseconds a statement may take. */
    statementTimeout?: number | undefined;
    /** Milliseconds that requests under way get when the server closes. */
    closeTimeout?: number | undefined;
    /** Milliseconds between two tellings of what was measured. */
    metricsEvery?: number | undefined;
    /** Writes the legacy files of stores that are being left; true, unless said otherwise. */
    mirror?: boolean | undefined;
    /** Milliseconds between two seals of the change log. */
    sealEvery?: number | undefined;
  };

export interface RunningServer {
  readonly url: string;
  /** Where psql may connect, if it may. */
  readonly pgUrl?: string;
  /** Stops accepting, lets requests end, and closes the database. */
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/** Starts the server. The embedded database is migrated first; a PostgreSQL must be already. */
export async function serve(
  config: ServeConfig,
  { log }: { log: (line: string) => void },
): Promise<RunningServer> {
  const host = listenOn(config);
  const statementTimeout = config.statementTimeout ?? STATEMENT_TIMEOUT;
  const database = await openDatabase(
    { ...config, statementTimeout, notice: log },
    { migrate: config.databaseUrl === undefined, holder: "server", fallback: "always" },
  );
  let psql: PsqlPort | undefined;
  const monitoring = startMonitoring(database, {
    log,
    dataDir: config.dataDir,
    every: config.metricsEvery,
  });
  try {
    const use = { database, monitoring, statementTimeout, log };
    const { server, drain } = await makeServer(config, use);
    await listen(server, config.port, host);
    const url = addressOf(server, host);
    if (isEmbedded(database)) {
      if (config.pgPort !== undefined) psql = await openPsqlPort(database.engine, config.pgPort);
      const startedAt = new Date().toISOString();
      writeServer(database.lock.files, { pid, kind: "server", startedAt, url });
    }
    announce(config, database, log);
    const preparing = hasFallback(database) ? startPreparing(database, { log }) : undefined;
    const sealing = startSealing(database, {
      log,
      ...(config.sealEvery !== undefined && { every: config.sealEvery }),
    });
    const mirroring =
      config.mirror === false ? undefined : startServerMirror(config, database, log);
    let closing: Promise<void> | undefined;
    return {
      url,
      ...(psql && { pgUrl: psql.url }),
      close() {
        closing ??= (async () => {
          await Promise.all([
            drain(config.closeTimeout ?? 10_000),
            sealing.stop(),
            mirroring?.stop(),
            preparing?.stop(),
            psql?.close(),
          ]);
          await monitoring.stop();
          await database.close();
        })();
        return closing;
      },
    };
  } catch (error) {
    await psql?.close();
    await monitoring.stop();
    await database.close();
    throw listenError(error, config);
  }
}

function startServerMirror(
  config: ServeConfig,
  { pool }: Database,
  log: (line: string) => void,
): Mirroring {
  const { dataDir, databaseUrl: url } = config;
  const holder = mirrorHolder();
  // The embedded database is one session, and its mirror takes its turn on it.
  if (url === undefined) return startMirror({ port: poolPort(pool, MIRROR), dataDir, holder, log });
  return startMirrorThread({ url, dataDir, holder }, { log });
}

/** Without tokens whoever reaches the server may do everything: nobody from outside must. */
function listenOn(config: ServeConfig): string | undefined {
  if (config.pgPort !== undefined && config.databaseUrl !== undefined) {
    throw new SpecqlError("SG187", "--pg-port is for the embedded database", {
      hint: "Connect psql to the PostgreSQL of DATABASE_URL itself.",
    });
  }
  if (config.jwtSecret !== undefined) return config.host;
  if (config.host === undefined || config.host === LOOPBACK || config.host === "localhost") {
    return LOOPBACK;
  }
  if (config.host === "::1") return config.host;
  throw new SpecqlError("SG485", "without tokens the server listens on this machine only", {
    hint: "Set SPECQL_JWT_SECRET to listen elsewhere.",
  });
}

async function makeServer(
  config: ServeConfig,
  use: {
    database: Database;
    monitoring: Monitoring;
    statementTimeout: number;
    log: (line: string) => void;
  },
): Promise<{ server: Server; drain: (timeout: number) => Promise<void> }> {
  const { database, monitoring, statementTimeout, log } = use;
  const report = (error: SpecqlError): void => log(internal(error));
  const guard = makeGuard({
    allowedHosts: config.allowedHosts ?? [],
    everywhere: config.jwtSecret !== undefined && config.host === undefined,
  });
  const settings = new WeakMap<IncomingMessage, Record<string, string>>();
  const originals = new WeakMap<IncomingMessage, IncomingMessage>();
  const documents = new WeakMap<IncomingMessage, Observed>();
  const explorer = await makeExplorer({
    pool: database.pool,
    settingsFor: (request) => settings.get(request) ?? {},
    observed: (request, what) => documents.set(originals.get(request) ?? request, what),
    report,
  });
  const route = makeRouter({
    database,
    identify: makeIdentify({ jwtSecret: config.jwtSecret, statementTimeout }),
    explorer: explorer.handle,
    monitoring,
    documentOf: (request) => documents.get(request),
    remember(request, principal, original) {
      settings.set(request, settingsOf(principal));
      originals.set(request, original);
    },
    report,
  });
  let closing = false;
  const server = createServer((request, response) => {
    if (closing) response.setHeader("connection", "close");
    void answer(request, response, { guard, route, report });
  });
  // A client that trickles its request in must not hold a place for ever.
  server.requestTimeout = 60_000;
  server.headersTimeout = 15_000;
  // Longer than the minute for which clients and proxies keep a connection: who closes first must be they, or
  // a request may meet a connection that is just being closed.
  server.keepAliveTimeout = 75_000;
  const drain = async (timeout: number): Promise<void> => {
    closing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), timeout);
    await closed;
    clearTimeout(timer);
    await explorer.release();
  };
  return { server, drain };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  use: {
    guard: ReturnType<typeof makeGuard>;
    route: ReturnType<typeof makeRouter>;
    report: (error: SpecqlError) => void;
  },
): Promise<void> {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("referrer-policy", "no-referrer");
  try {
    use.guard(request);
    await sayingSource(response, () => use.route(request, response));
  } catch (error) {
    const known = fromServer(error);
    if (known.code === "SG999") use.report(known);
    sendError(response, known);
  }
}

function isEmbedded(database: Database): database is EmbeddedDatabase {
  return database.kind === "embedded";
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function addressOf(server: Server, host: string | undefined): string {
  const { port } = server.address() as AddressInfo;
  const name = host === undefined || host === "0.0.0.0" || host === "::" ? LOOPBACK : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function announce(config: ServeConfig, database: Database, log: (line: string) => void): void {
  const where = database.kind === "embedded" ? `embedded in ${config.dataDir}` : "PostgreSQL";
  log(`database: ${where}`);
  if (config.jwtSecret === undefined) {
    log("no SPECQL_JWT_SECRET: everybody on this machine acts as specql_admin");
  }
}

function listenError(error: unknown, config: ServeConfig): unknown {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === "EADDRINUSE") {
    return new SpecqlError("SG394", `port ${port ?? config.port} is already in use`, {
      hint: "Choose another with --port, or --pg-port.",
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new SpecqlError("SG187", `cannot listen on port ${port ?? config.port}`, {
      hint: "Choose another port; those below 1024 need special rights.",
      cause: error,
    });
  }
  return error;
}

/** A line for the log about a failure that is nobody's but ours. */
function internal(error: SpecqlError): string {
  const { cause } = error;
  const what = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return `internal error ${error.id ?? ""}: ${what}`;
}
