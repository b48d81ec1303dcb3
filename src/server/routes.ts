/** What the server answers, and to whom. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { callAs, callFunction } from "../database/call-function.ts";
import type { Database } from "../database/database.ts";
import { FailoverPool } from "../database/failover-pool.ts";
import { asPrincipal, type Principal } from "../database/principal.ts";
import { recordRefusal } from "../database/refusals.ts";
import { asOf } from "../database/source.ts";
import { fromServer, SpecqlError } from "../errors.ts";
import { checkedJson, parsedJson, readBody, sendError, sendJson } from "./http.ts";
import type { Identify } from "./identity.ts";
import type { Monitoring } from "./monitoring.ts";
import type { Description } from "./openapi/description.ts";
import type { Observed } from "./graphql/observe.ts";
import { failures, json, openApiDocument } from "./openapi/document.ts";
import { rpcOperations } from "./openapi/rpc.ts";
import { replayed } from "./replay.ts";
import { schemaRequestRoutes } from "./rest/schema-requests.ts";
import { type Counted, type Operation, type Route, routeFinder, type Visit } from "./route.ts";

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
  /** What is measured, and shown at /metrics. */
  readonly monitoring: Pick<Monitoring, "observe" | "metrics">;
  /** What became of the document of a request, once it has run. */
  readonly documentOf: (request: IncomingMessage) => Observed | undefined;
  /** Keeps who sends a request, for the explorer to find. */
  readonly remember: (
    request: IncomingMessage,
    principal: Principal,
    original: IncomingMessage,
  ) => void;
  /** Where an internal error's real reason goes. */
  readonly report: (error: SpecqlError) => void;
}

/** Makes the function that answers every request that is let in. */
export function makeRouter(options: RouterOptions): Handler {
  const find = routeFinder(routesOf(options));
  return async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://localhost");
    const { route, parameters } = find(request.method ?? "", pathname);
    const started = performance.now();
    let known: SpecqlError | undefined;
    try {
      const principal = route.open === true ? NOBODY : await options.identify(request);
      await route.handle({ request, response, query, parameters, principal });
    } catch (error) {
      known = fromServer(error);
      if (known.code === "SG999") options.report(known);
      (route.sendError ?? sendError)(response, known);
    }
    const counted = countedAs(route, { request, parameters }, known);
    if (counted !== undefined) {
      const milliseconds = performance.now() - started;
      const error = known ?? (counted.failed === true ? FAILED : undefined);
      options.monitoring.observe({ operation: counted.operation, milliseconds, error });
    }
  };
}

/** An answer that says itself that it failed, as a GraphQL document's does. */
const FAILED = new SpecqlError("SG100", "the document failed");

/** A name that somebody made up is counted under the route's: names must not grow without end. */
function countedAs(
  route: Route,
  visit: Pick<Visit, "request" | "parameters">,
  error: SpecqlError | undefined,
): Counted | undefined {
  const plain = { operation: `${route.method} ${route.path}` };
  if (route.counted === undefined) return route.open === true ? undefined : plain;
  return error?.code === "SG202" ? plain : route.counted(visit);
}

/** Who visits a route that does not ask. */
const NOBODY: Principal = { settings: {} };

/** Everything that is served: the router's table, and what `openapi.json` is made of. */
export function routesOf(options: RouterOptions): Route[] {
  const { database, explorer } = options;
  const routes: Route[] = [
    {
      method: "GET",
      path: "/health",
      open: true,
      operations: () => ({ "/health": HEALTH }),
      handle: async ({ response }) => sendJson(response, ...(await health(database))),
    },
    {
      method: "POST",
      path: "/rpc/{function}",
      operations: rpcOperations,
      // Counting what is counted would go on for ever.
      counted: ({ parameters: { function: name = "" } }) =>
        name === "record_metrics" ? undefined : { operation: name },
      handle: (visit) => rpc(database, visit),
    },
    ...schemaRequestRoutes(database.pool),
    {
      method: "POST",
      path: "/graphql",
      operations: () => ({ "/graphql": GRAPHQL }),
      // A document that did not get as far as running has no name.
      counted: ({ request }) =>
        options.documentOf(request) ?? { operation: "graphql", failed: true },
      async handle({ request, response, principal }) {
        const body = await readBody(request, GRAPHQL_LIMIT);
        checkDocument(parsedJson(request, body));
        const again = replayed(request, body);
        options.remember(again, principal, request);
        await explorer(again, response);
      },
    },
    {
      method: "GET",
      path: "/metrics",
      operations: () => ({ "/metrics": METRICS }),
      counted: () => undefined,
      async handle({ response, principal }) {
        const { text, contentType } = await options.monitoring.metrics(principal);
        const bytes = Buffer.from(text);
        response.writeHead(200, {
          "content-type": contentType,
          "content-length": bytes.length,
          "cache-control": "no-store",
        });
        response.end(bytes);
      },
    },
    {
      method: "GET",
      path: "/openapi.json",
      operations: () => ({ "/openapi.json": OPENAPI }),
      async handle({ response, principal }) {
        const { result } = await asPrincipal(database.pool, principal, (client) =>
          callFunction(client, "api_description"),
        );
        sendJson(response, 200, openApiDocument(routes, result as Description));
      },
    },
    // The page itself holds nothing; what it asks for needs a token like everything else.
    ...["/", "/ruru-static/{file}"].map((path): Route => ({
      method: "GET",
      path,
      open: true,
      operations: () => ({}),
      handle: ({ request, response }) => explorer(request, response),
    })),
  ];
  return routes;
}

async function rpc(database: Database, visit: Visit): Promise<void> {
  const { request, response, principal, parameters } = visit;
  const name = parameters["function"] ?? "";
  const text = checkedJson(request, await readBody(request, RPC_LIMIT));
  try {
    const answer = await callAs(database.pool, principal, { name, args: text });
    sendJson(response, 200, answer);
  } catch (error) {
    await recordRefusal(database.pool, principal, {
      door: "rpc",
      name,
      args: JSON.parse(text) as unknown,
      error,
    });
    throw error;
  }
}

const HEALTH: Operation = {
  operationId: "checkHealth",
  summary: "Whether the database answers",
  tags: ["server"],
  responses: {
    200: json("It does; or, degraded, its mirrors answer reads", {
      oneOf: [healthSchema("ok"), healthSchema("degraded")],
    }),
    503: json("It does not", healthSchema("down")),
  },
};

function healthSchema(status: string): Record<string, unknown> {
  return {
    type: "object",
    properties: {
      status: { const: status },
      database: { type: "string", enum: ["postgresql", "embedded"] },
      error: { type: "object" },
      ...(status === "degraded" && {
        source: { const: "mirror" },
        stores: { type: "array", items: { type: "string" } },
        asOf: { type: ["string", "null"], format: "date-time" },
      }),
    },
    required: ["status", "database"],
    additionalProperties: false,
  };
}

const GRAPHQL: Operation = {
  operationId: "graphql",
  summary: "Run a GraphQL document; schema.graphql describes them",
  tags: ["server"],
  requestBody: {
    required: true,
    ...json("The document", {
      type: "object",
      properties: {
        query: { type: "string" },
        variables: { type: ["object", "null"] },
        operationName: { type: ["string", "null"] },
      },
      required: ["query"],
    }),
  },
  responses: {
    200: json("What came of it", {
      type: "object",
      properties: { data: { type: ["object", "null"] }, errors: { type: "array" } },
    }),
    ...failures("Error", 400, 413, 415),
  },
};

const METRICS: Operation = {
  operationId: "metrics",
  summary: "Calls, durations, failures and alerts, for Prometheus",
  tags: ["server"],
  responses: {
    200: {
      description: "Prometheus' text format",
      content: { "text/plain": { schema: { type: "string" } } },
    },
    ...failures("Error", 401),
  },
};

const OPENAPI: Operation = {
  operationId: "describe",
  summary: "This document",
  tags: ["server"],
  responses: { 200: json("OpenAPI 3.1", { type: "object" }), ...failures("Error") },
};

/** What is sent must be one document: several at once would get around the limits. */
function checkDocument(body: unknown): void {
  const { query } = (body ?? {}) as { query?: unknown };
  if (typeof query === "string") return;
  throw new SpecqlError("SG181", "the body holds no GraphQL document", {
    hint: 'Send {"query": "...", "variables": {...}}.',
    field: "query",
  });
}

/** Whether the database answers. Says no more to somebody who has shown no token. */
async function health(database: Database): Promise<[status: number, body: unknown]> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("timeout")), HEALTH_TIMEOUT);
    });
    await Promise.race([database.pool.query("select"), late]);
    const mirror = database.pool instanceof FailoverPool ? database.pool.mirror : undefined;
    if (mirror !== undefined) {
      const stores = mirror.files.map(({ store }) => store);
      const at = asOf(mirror)?.toISOString() ?? null;
      return [
        200,
        { status: "degraded", database: database.kind, source: "mirror", stores, asOf: at },
      ];
    }
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
