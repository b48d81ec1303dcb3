/** A route: what is served at an address, and what `openapi.json` says of it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Principal } from "../database/principal.ts";
import { SpecqlError } from "../errors.ts";
import type { Description, Schema } from "./openapi/description.ts";

/** An operation object of OpenAPI. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Schema[];
  readonly requestBody?: Schema;
  readonly responses: Readonly<Record<string, Schema>>;
  readonly [extension: `x-${string}`]: unknown;
}

/** A call to be counted; `failed` where the answer says so and no error was thrown. */
export interface Counted {
  readonly operation: string;
  readonly failed?: boolean;
}

/** One request at a route. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** The parts of the path that the template names. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly principal: Principal;
}

export interface Route {
  readonly method: "GET" | "POST" | "PATCH";
  /** As OpenAPI writes it: `/api/things/{id}`. */
  readonly path: string;
  /** Answers without knowing who asks. */
  readonly open?: boolean;
  /** Under which name its calls are counted; its method and path, where nothing is said. Undefined: not at all. */
  readonly counted?: (visit: Pick<Visit, "request" | "parameters">) => Counted | undefined;
  /** How an error looks here; the usual way, where nothing is said. */
  readonly sendError?: (response: ServerResponse, error: SpecqlError) => void;
  /** What the document says; several paths for one route of names, none for what is no interface. */
  readonly operations: (description: Description) => Readonly<Record<string, Operation>>;
  readonly handle: (visit: Visit) => Promise<void>;
}

/** A route and the parts of the path. */
export interface Found {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Makes the function that finds a request's route; SG280 and SG183 where there is none. */
export function routeFinder(routes: readonly Route[]): (method: string, path: string) => Found {
  const table = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return (method, path) => {
    const here = table.flatMap(({ route, pattern }) => {
      const match = pattern.exec(path);
      return match === null ? [] : [{ route, parameters: decodedParts(match.groups ?? {}) }];
    });
    if (here.length === 0) {
      throw new SpecqlError("SG280", "there is nothing at this address", {
        hint: `Served are ${routes.map((route) => route.path).join(", ")}.`,
      });
    }
    // Who may GET may ask for the headers alone.
    const wanted = method === "HEAD" ? "GET" : method;
    const found = here.find(({ route }) => route.method === wanted);
    if (found !== undefined) return found;
    throw new SpecqlError("SG183", `${method} is not possible here`, {
      hint: `Use ${here.map(({ route }) => route.method).join(" or ")}.`,
    });
  };
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

function decodedParts(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decoded(part)]));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
