/** A server whose PostgreSQL goes away and comes back: RPC, REST, GraphQL and health. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openCaller } from "../../src/call.ts";
import { type RunningServer, serve } from "../../src/server/serve.ts";
import { type Answer, graphql, post, send } from "../server/support.ts";
import { describeOnPostgres } from "../support/database.ts";
import { type Mirrored, mirrored, until } from "./support.ts";

// Starting an embedded database takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DOMAINS = "{ domains { domainName subdomains { entities { entityName tableCode } } } }";

describeOnPostgres("a server without its PostgreSQL", () => {
  let place: Mirrored;
  let server: RunningServer;
  const log: string[] = [];
  beforeAll(async () => {
    place = await mirrored();
    server = await serve(
      { databaseUrl: place.way.url, dataDir: place.dataDir, poolSize: 4, port: 0 },
      { log: (line) => log.push(line) },
    );
  });
  afterAll(async () => {
    await server.close();
    await place.drop();
  });

  const rpc = (name: string, args: object): Promise<Answer> =>
    post(`${server.url}/rpc/${name}`, args);

  it("answers every kind of read from the mirror within moments, and says so", async () => {
    const before = await graphql(server, DOMAINS);
    expect(before.errors).toBeUndefined();
    const direct = await rpc("list_rows", { view_name: "domains" });
    expect(direct.headers["x-specql-source"]).toBeUndefined();

    await place.way.cut();
    const listed = await rpc("list_rows", { view_name: "domains" });
    expect(listed.status).toBe(200);
    expect(listed.headers["x-specql-source"]).toBe(`mirror; as-of=${place.asOf}`);
    expect(listed.json.result).toHaveLength(2);

    const answer = await post(`${server.url}/graphql`, { query: DOMAINS });
    expect(answer.headers["x-specql-source"]).toBe(`mirror; as-of=${place.asOf}`);
    expect(answer.json).toEqual(before);

    const health = await send(`${server.url}/health`);
    expect(health.status).toBe(200);
    expect(health.json).toEqual({
      status: "degraded",
      database: "postgresql",
      source: "mirror",
      stores: ["registry"],
      asOf: place.asOf,
    });
    // What no mirror holds.
    const requests = await send(`${server.url}/api/schema-requests`);
    expect([requests.status, requests.json.code]).toEqual([503, "SG924"]);
    const { errors } = await graphql(server, "{ types { typeName } }");
    expect(errors[0].extensions.code).toBe("SG924");
  });

  it("refuses writes by every door", async () => {
    const domain = { domain_number: "7", domain_name: "inventory" };
    const refused = await rpc("register_domain", domain);
    expect([refused.status, refused.json.error.code]).toEqual([503, "SG921"]);
    const { errors } = await graphql(
      server,
      `
        mutation {
          registerDomain(input: { domainNumber: "7", domainName: "inventory" }) {
            ... on Domain {
              id
            }
          }
        }
      `,
    );
    expect(errors[0].extensions.code).toBe("SG921");
    const rest = await post(`${server.url}/api/schema-requests`, { table_name: "tb_x" });
    expect(rest.status).toBe(503);
    expect(rest.json.code).toBe("SG921");
    // A command that comes by the server hears the same.
    const caller = await openCaller({
      url: server.url,
      dataDir: "unused",
      poolSize: 1,
      notice: (line) => log.push(`caller: ${line}`),
    });
    await expect(caller.call("register_domain", domain)).rejects.toMatchObject({ code: "SG921" });
    await caller.call("find_domain", { name_or_alias: "crm" });
    await caller.call("find_domain", { name_or_alias: "crm" });
    expect(log.filter((line) => line.startsWith("caller: "))).toEqual([
      `caller: source: mirror; as-of=${place.asOf}`,
    ]);
  });

  it("returns by itself, and has logged each change once", async () => {
    await place.way.mend();
    await until("PostgreSQL answers again", async () => {
      const { json } = await send(`${server.url}/health`);
      return json.status === "ok";
    });
    const written = await rpc("register_domain", { domain_number: "7", domain_name: "inventory" });
    expect(written.status).toBe(200);
    expect(written.headers["x-specql-source"]).toBeUndefined();
    const { data } = await graphql(server, DOMAINS);
    expect(data.domains).toHaveLength(3);
    const changes = log.filter((line) => line.startsWith("source: "));
    expect(changes.map((line) => line.split(/[:,;]/)[1]?.trim())).toEqual([
      "mirror",
      "PostgreSQL answers again",
    ]);
    expect(changes[0]).toContain(place.file);
  });

  it("answers queries under way when it goes", async () => {
    const asked = Array.from({ length: 40 }, () => graphql(server, DOMAINS));
    await new Promise((resolve) => setTimeout(resolve, 15));
    await place.way.cut();
    const answers = await Promise.all(asked);
    expect(answers.filter(({ errors }) => errors !== undefined)).toEqual([]);
    await place.way.mend();
  });
});

describeOnPostgres("a server that starts without its PostgreSQL", () => {
  it("serves the mirror, and PostgreSQL once it is there", async () => {
    const place = await mirrored();
    await place.way.cut();
    const server = await serve(
      { databaseUrl: place.way.url, dataDir: place.dataDir, poolSize: 4, port: 0 },
      { log: () => {} },
    );
    try {
      const { data } = await graphql(server, DOMAINS);
      expect(data.domains.map((row: { domainName: string }) => row.domainName)).toEqual([
        "crm",
        "catalog",
      ]);
      await place.way.mend();
      await until("PostgreSQL answers", async () => {
        const { json } = await send(`${server.url}/health`);
        return json.status === "ok";
      });
      const { errors } = await graphql(
        server,
        `
          mutation {
            registerDomain(input: { domainNumber: "7", domainName: "inventory" }) {
              ... on Domain {
                id
              }
            }
          }
        `,
      );
      expect(errors).toBeUndefined();
    } finally {
      await server.close();
      await place.drop();
    }
  });
});
