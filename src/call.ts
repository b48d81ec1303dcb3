/**
 * One door, two ways to it: a command calls a function of `app`, over SQL or over HTTP, and cannot
 * tell the difference.
 */
import type { Config } from "./config.ts";
import {
  callAs,
  callExactly,
  callFunctionWith,
  type CallResult,
} from "./database/call-function.ts";
import type { Database } from "./database/database.ts";
import { readServer } from "./database/embedded/lock.ts";
import { openDatabase } from "./database/open.ts";
import {
  asPrincipal,
  type Isolation,
  localPrincipal,
  named,
  type Principal,
} from "./database/principal.ts";
import { recordRefusal } from "./database/refusals.ts";
import { isMirror } from "./database/source.ts";
import { outsideRunner } from "./database/run-steps.ts";
import type { YamlDatabase } from "./database/yaml-backend.ts";
import { SpecqlError } from "./errors.ts";
import type { Json, JsonObject } from "./legacy/document.ts";
import { parseSpans, valueOf } from "./legacy/store-file/json-spans.ts";

export type { CallResult } from "./database/call-function.ts";

/** The calls of a caller, or of a transaction of his. */
export type CallsOf = Pick<Caller, "call" | "exact">;

/** Somebody who calls functions of `app`. */
export interface Caller {
  readonly via: "sql" | "http";
  /** Arguments by name, or their JSON text where it is at hand. */
  call(functionName: string, args?: Record<string, unknown> | string): Promise<CallResult>;
  /** As call(), but only the result, with every number as the database wrote it. */
  exact(functionName: string, args?: Record<string, unknown>): Promise<Json>;
  /**
   * Makes several calls in one transaction, which an error rolls back; `repeatable read` sees one
   * moment. Over HTTP there is no way to.
   */
  inTransaction?<T>(work: (caller: CallsOf) => Promise<T>, isolation?: Isolation): Promise<T>;
  /** Runs what cannot run in a transaction; over HTTP there is no way to. */
  runOutside?(statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export type CallerConfig = Pick<Config, "databaseUrl" | "dataDir" | "poolSize" | "url" | "token"> &
  Partial<Pick<Config, "maxOverflow" | "repositoryBackend" | "readUrl">> & {
    /** Who acts, where no token says so. */
    actor?: string | undefined;
    yamlPath?: string | undefined;
    /** Told in one line when something else than PostgreSQL answers. */
    notice?: (line: string) => void;
    /** False where nothing but PostgreSQL itself is of use. */
    fallback?: boolean | undefined;
  };

/**
 * A server if one is named; else the PostgreSQL that is named; else the embedded database: through
 * the server that has it open, or, when nobody has, opened here and brought up to date.
 */
export async function openCaller(config: CallerConfig): Promise<Caller> {
  if (config.repositoryBackend === "yaml" || config.repositoryBackend === "in_memory") {
    const database = await openDatabase(config);
    const principal = named(localPrincipal(), config.actor);
    return isYaml(database) ? yamlCaller(database, principal) : sqlCaller(database, principal);
  }
  if (config.url !== undefined) return byHttp(config.url, config);
  if (config.databaseUrl !== undefined) {
    const database = await openDatabase(
      config,
      config.fallback === false ? {} : { fallback: "if known" },
    );
    return sqlCaller(database, named(await ownPrincipal(database), config.actor));
  }
  try {
    return await embeddedCaller(config);
  } catch (error) {
    if (!(error instanceof SpecqlError) || error.code !== "SG393") throw error;
    const server = await serverAt(config.dataDir);
    if (server === undefined) throw error;
    return byHttp(server, config);
  }
}

async function embeddedCaller(config: CallerConfig): Promise<Caller> {
  // The server's word is asked first: it is quicker than a lock that is not to be had.
  const server = readServer(config.dataDir)?.url;
  if (server !== undefined && (await answers(server))) {
    return byHttp(server, config);
  }
  const database = await openDatabase(
    // A command takes as long as it takes; whoever waits can interrupt it.
    { ...config, statementTimeout: 0 },
    { migrate: true, holder: "command" },
  );
  return sqlCaller(database, named(localPrincipal(), config.actor));
}

/** The server that holds the directory; a server that is still starting gets a moment. */
async function serverAt(dataDir: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const url = readServer(dataDir)?.url;
    if (url !== undefined && (await answers(url))) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL("/health", url), { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** On a PostgreSQL the login is who acts; one that may act as an administrator does so. */
async function ownPrincipal({ pool }: Database): Promise<Principal> {
  const client = await pool.connect();
  try {
    // Who the login is only PostgreSQL can say; the mirrors are there to be read.
    if (isMirror(client)) return { settings: {} };
    const { rows } = await client.query<{ may: boolean }>(
      `select coalesce((
         select pg_catalog.pg_has_role(session_user, r.oid, 'member')
         from pg_catalog.pg_roles as r where r.rolname = 'specql_admin'
       ), false) as may`,
    );
    return rows[0]?.may === true ? { role: "specql_admin", settings: {} } : { settings: {} };
  } finally {
    client.release();
  }
}

/** Calls over SQL, each in a transaction of its own. */
export function sqlCaller(database: Database, principal: Principal): Caller {
  return {
    via: "sql",
    async call(name, args = {}) {
      try {
        return await callAs(database.pool, principal, { name, args: asText(args) });
      } catch (error) {
        const told = typeof args === "string" ? {} : args;
        await recordRefusal(database.pool, principal, { door: "sql", name, args: told, error });
        throw error;
      }
    },
    exact: (name, args = {}) =>
      asPrincipal(database.pool, principal, (client) => callExactly(client, name, args)),
    inTransaction: (work, isolation) =>
      asPrincipal(
        database.pool,
        principal,
        (client) =>
          work({
            call: (name, args = {}) => callFunctionWith(client, name, asText(args)),
            exact: (name, args = {}) => callExactly(client, name, args),
          }),
        isolation,
      ),
    runOutside: outsideRunner(database.pool),
    close: () => database.close(),
  };
}

/** A database that is a file calls functions itself: it writes the file back afterwards. */
function isYaml(database: Database): database is YamlDatabase {
  return "call" in database;
}

/** Calls on the registry's file: what a call changes is in the file when it has ended. */
function yamlCaller(database: YamlDatabase, principal: Principal): Caller {
  return {
    via: "sql",
    call: (name, args = {}) => database.call(principal, { name, args: asText(args) }),
    exact: async (name, args = {}) =>
      (await database.call(principal, { name, args: asText(args) })).result as Json,
    close: () => database.close(),
  };
}

function asText(args: Record<string, unknown> | string): string {
  return typeof args === "string" ? args : JSON.stringify(args);
}

/** Calls over HTTP: `POST /rpc/<function>`. */
export function httpCaller(
  url: string,
  token?: string,
  actor?: string,
  notice?: (line: string) => void,
): Caller {
  let told: string | undefined;
  // The server says with each answer where it comes from; people are told of each change.
  const heard = (source: string | null): void => {
    if (source !== null && source !== told) notice?.(`source: ${source}`);
    told = source ?? undefined;
  };
  return {
    via: "http",
    call: async (name, args = {}) => {
      const body = await callOverHttp(url, { token, actor, heard }, name, args);
      return parsed(body) as CallResult;
    },
    exact: async (name, args = {}) =>
      exactResult(await callOverHttp(url, { token, actor, heard }, name, args)),
    close: async () => {},
  };
}

function byHttp(url: string, { token, actor, notice }: CallerConfig): Caller {
  return httpCaller(url, token, actor, notice);
}

async function callOverHttp(
  url: string,
  {
    token,
    actor,
    heard,
  }: {
    token: string | undefined;
    actor: string | undefined;
    heard: (source: string | null) => void;
  },
  name: string,
  args: Record<string, unknown> | string,
): Promise<string> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(new URL(`/rpc/${encodeURIComponent(name)}`, url), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(actor !== undefined && { "x-specql-actor": encodeURIComponent(actor) }),
      },
      body: asText(args),
    });
    body = await response.text();
    heard(response.headers.get("x-specql-source"));
  } catch (error) {
    throw new SpecqlError("SG900", "the server cannot be reached", {
      detail: `Tried ${new URL(url).origin}.`,
      hint: "Check that it runs, and SPECQL_URL.",
      cause: error,
    });
  }
  const answer = parsed(body);
  if (response.ok && isCallResult(answer)) return body;
  throw refusal(response.status, answer, url);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The result in an answer of the server, its digits as they are. */
function exactResult(body: string): Json {
  const answer = valueOf(parseSpans(body, { name: "answer", line: 1 })) as JsonObject;
  return answer["result"] ?? null;
}

function isCallResult(answer: unknown): answer is CallResult {
  return typeof answer === "object" && answer !== null && "kind" in answer && "result" in answer;
}

/** The server's own error, or what can be made of an answer that is none of ours. */
function refusal(status: number, answer: unknown, url: string): SpecqlError {
  const error = (answer as { error?: Record<string, unknown> } | undefined)?.error;
  const text = (value: unknown): string | undefined =>
    typeof value === "string" ? value : undefined;
  const code = text(error?.["code"]);
  if (code !== undefined && /^SG\d{3}$/.test(code)) {
    return new SpecqlError(code, text(error?.["message"]) ?? "refused", {
      detail: text(error?.["detail"]),
      hint: text(error?.["hint"]),
      field: text(error?.["field"]),
    });
  }
  if (status === 401 || status === 403) {
    return new SpecqlError("SG481", "the server refused the request", {
      detail: `${new URL(url).origin} answered ${status}.`,
      hint: "Check SPECQL_TOKEN.",
    });
  }
  return new SpecqlError("SG900", "what answers there is no SpecQL server", {
    detail: `${new URL(url).origin} answered ${status}.`,
    hint: "Check SPECQL_URL, and any proxy in between.",
  });
}
