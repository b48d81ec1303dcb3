/** What the server answers, and to whom. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { callFunction } from "../database/call-function.ts";
import type { Database } from "../database/database.ts";
import { asPrincipal, type Principal } from "../database/principal.ts";
import { SpecqlError } from "../errors.ts";
import { parsedJson, readBody, sendJson } from "./http.ts";
import type { Identify } from "./identity.ts";
import { replayed } from "./replay.ts";

/** A whole import comes in one request; a GraphQL document is far smaller. */
export const RPC_LIMIT = 32 * 1024 * 1024;
export const GRAPHQL_LIMIT = 8 * 1024 * 1024;

/** How long a database may take to say that it is well. */
const HEALTH_TIMEOUT = 5000;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface RouterOptions {
  readonly database: Database;
  readonly identify: Identify;
  /** GraphQL and its explorer. */
  readonly explorer: Handler;
  /** Keeps who sends a request, for the explorer to find. */
  readonly remember: (request: IncomingMessage, principal: Principal) => void;
}

/** Makes the function that answers every request that is let in. */
export function makeRouter(options: RouterOptions): Handler {
  const { database, identify, explorer, remember } = options;
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/health") {
      allow(request, ["GET", "HEAD"]);
      return sendJson(response, ...(await health(database)));
    }
    const [, name] = /^\/rpc\/([^/]+)$/.exec(pathname) ?? [];
    if (name !== undefined) {
      allow(request, ["POST"]);
      const principal = await identify(request);
      const args = parsedJson(request, await readBody(request, RPC_LIMIT), true);
      const answer = await asPrincipal(database.pool, principal, (client) =>
        callFunction(client, decoded(name), args),
      );
      return sendJson(response, 200, answer);
    }
    if (pathname === "/graphql") {
      allow(request, ["POST"]);
      const principal = await identify(request);
      const body = await readBody(request, GRAPHQL_LIMIT);
      checkDocument(parsedJson(request, body));
      const again = replayed(request, body);
      remember(again, principal);
      return explorer(again, response);
    }
    // The page itself holds nothing; what it asks for needs a token like everything else.
    if (pathname === "/" || pathname.startsWith("/ruru-static/")) {
      allow(request, ["GET", "HEAD"]);
      return explorer(request, response);
    }
    throw new SpecqlError("SG280", "there is nothing at this address", {
      hint: "Served are /graphql, /rpc/<function>, /health, and the explorer at /.",
    });
  };
}

function allow(request: IncomingMessage, methods: readonly string[]): void {
  if (methods.includes(request.method ?? "")) return;
  throw new SpecqlError("SG183", `${request.method} is not possible here`, {
    hint: `Use ${methods[0]}.`,
  });
}

/** What is sent must be one document: several at once would get around the limits. */
function checkDocument(body: unknown): void {
  const { query } = (body ?? {}) as { query?: unknown };
  if (typeof query === "string") return;
  throw new SpecqlError("SG181", "the body holds no GraphQL document", {
    hint: 'Send {"query": "...", "variables": {...}}.',
    field: "query",
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Whether the database answers. Says no more to somebody who has shown no token. */
async function health(database: Database): Promise<[status: number, body: unknown]> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("timeout")), HEALTH_TIMEOUT);
    });
    await Promise.race([database.pool.query("select"), late]);
    return [200, { status: "ok", database: database.kind }];
  } catch {
    const error = new SpecqlError("SG900", "the database does not answer", {
      hint: "Check that it runs.",
    });
    return [503, { status: "down", database: database.kind, error: error.toJSON() }];
  } finally {
    clearTimeout(timer);
  }
}
