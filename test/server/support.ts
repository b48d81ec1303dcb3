/** A running server over a test database of its own, and requests to it. */
import { randomBytes } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";
import { inject } from "vitest";
import { type RunningServer, serve, type ServeConfig } from "../../src/server/serve.ts";
import { databaseKind, testDatabase } from "../support/database.ts";

export interface TestServer extends RunningServer {
  readonly log: string[];
  /** Where the embedded database lies, or the server's database. */
  readonly dataDir?: string;
  readonly databaseUrl?: string;
  /** Stops it and removes its database. */
  drop(): Promise<void>;
}

/** A secret as long as HS256 asks for. */
export const SECRET = "a secret that is used in tests only, and long enough";

/** Starts a server on the kind of database that this run uses. */
export async function startServer(options: Partial<ServeConfig> = {}): Promise<TestServer> {
  return databaseKind === "postgresql" ? onPostgres(options) : onEmbedded(options);
}

async function onPostgres(options: Partial<ServeConfig>): Promise<TestServer> {
  const database = await testDatabase();
  const databaseUrl = database.url!;
  const log: string[] = [];
  const server = await serve(
    { databaseUrl, dataDir: "unused", poolSize: 4, port: 0, ...options },
    { log: (line) => log.push(line) },
  );
  return {
    ...server,
    log,
    databaseUrl,
    async drop() {
      await server.close();
      await database.drop();
    },
  };
}

async function onEmbedded(options: Partial<ServeConfig>): Promise<TestServer> {
  const folder = await embeddedFolder();
  const dataDir = join(folder, "data");
  const log: string[] = [];
  const server = await serve(
    { dataDir, poolSize: 1, port: 0, ...options },
    { log: (line) => log.push(line) },
  );
  return {
    ...server,
    log,
    dataDir,
    async drop() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A copy of the run's migrated embedded database, which nobody has open. */
export async function embeddedFolder(): Promise<string> {
  const provided = inject("testDatabase");
  if (provided.kind !== "embedded") throw new Error("this run is on PostgreSQL");
  const folder = await mkdtemp(join(tmpdir(), "specql-test-"));
  await cp(join(provided.template, "data"), join(folder, "data"), { recursive: true });
  return folder;
}

/** An answer, as text and as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  readonly json: any;
}

/** Sends a request as it is given: Host and Origin too, which fetch() would not let through. */
export function send(
  url: string,
  options: {
    method?: string;
    headers?: Record<string, string>;
    body?: string | Buffer;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(pieces).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          get json() {
            return JSON.parse(text);
          },
        });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Posts JSON. */
export function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Sends a GraphQL document and gives its answer. */
export async function graphql(
  server: { url: string },
  query: string,
  variables?: unknown,
  headers: Record<string, string> = {},
): Promise<any> {
  return (await post(`${server.url}/graphql`, { query, variables }, headers)).json;
}

/** A token for somebody. */
export function tokenFor(claims: Record<string, unknown>, secret = SECRET): Promise<string> {
  return new SignJWT({ jti: randomBytes(4).toString("hex"), ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(secret));
}
