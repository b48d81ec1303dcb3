/** GraphQL and its explorer as a handler for requests that have been let in. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { postgraphile } from "postgraphile";
import { grafserv } from "postgraphile/grafserv/node";
import { GRAPHQL_LIMIT } from "../routes.ts";
import { makePreset, type PresetOptions } from "./preset.ts";

export interface Explorer {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly release: () => Promise<void>;
}

/** Reads the database's schema and builds the GraphQL one from it. */
export async function makeExplorer(
  options: Omit<PresetOptions, "maxRequestLength">,
): Promise<Explorer> {
  const instance = postgraphile(makePreset({ ...options, maxRequestLength: GRAPHQL_LIMIT }));
  await instance.getSchema();
  const server = instance.createServ(grafserv);
  const handler = server.createHandler();
  await server.ready();
  return {
    // Its type says that it returns nothing; it returns a promise.
    handle: (request, response) => Promise.resolve(handler(request, response)),
    async release() {
      await instance.release();
    },
  };
}
