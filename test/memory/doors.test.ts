/** The same isolation over HTTP: what a token's claim allows, in GraphQL and RPC. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  graphql,
  post,
  SECRET,
  startServer,
  type TestServer,
  tokenFor,
} from "../server/support.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ jwtSecret: SECRET, host: "127.0.0.1" });
});
afterAll(() => server.drop());

async function as(org: unknown, role = "specql_author"): Promise<Record<string, string>> {
  const token = await tokenFor({ sub: "ann", role, ...(org !== undefined && { org_id: org }) });
  return { authorization: `Bearer ${token}` };
}

async function rpc(name: string, args: unknown, org: unknown, role?: string): Promise<any> {
  return post(`${server.url}/rpc/${name}`, args, await as(org, role));
}

describe("memories over HTTP", () => {
  test("are those of the token's organisations", async () => {
    for (const org of ["org-1", "org-2"]) {
      const made = await rpc("ingest_memory", { input: { content: `secret of ${org}` } }, org);
      expect(made.status, made.text).toBe(200);
    }
    const query = `query ($org: String!) {
      memoryEntities { orgId content }
      searchMemories(orgId: $org, query: "secret", limit: 10) { orgId score }
      memoriesWithRelations(orgId: $org) { content tags relations } }`;
    const own = await graphql(server, query, { org: "org-1" }, await as("org-1"));
    expect(own.errors).toBeUndefined();
    expect(own.data.memoryEntities).toEqual([{ orgId: "org-1", content: "secret of org-1" }]);
    expect(own.data.searchMemories).toMatchObject([{ orgId: "org-1" }]);
    expect(own.data.memoriesWithRelations).toHaveLength(1);

    const other = await graphql(server, query, { org: "org-2" }, await as("org-1"));
    expect(other.errors.map((e: any) => e.extensions.code)).toContain("SG405");
    expect(JSON.stringify(other)).not.toContain("secret of org-2");

    const both = await graphql(
      server,
      "{ memoryEntities { orgId } }",
      {},
      await as(["org-1", "org-2"]),
    );
    expect(both.data.memoryEntities).toHaveLength(2);
    for (const [org, role, count] of [
      [undefined, "specql_reader", 0],
      [[], "specql_admin", 0],
      ["org-3", "specql_admin", 0],
      ['["org-1"]', "specql_author", 0],
      [undefined, "specql_admin", 2],
    ] as const) {
      const seen = await graphql(server, "{ memoryEntities { orgId } }", {}, await as(org, role));
      expect(seen.data.memoryEntities, `${String(org)} ${role}`).toHaveLength(count);
    }
  });

  test("cannot be written for another organisation", async () => {
    const refused = await rpc(
      "ingest_memory",
      { input: { content: "x", org_id: "org-2" } },
      "org-1",
    );
    expect([refused.status, refused.json.error.code]).toEqual([403, "SG405"]);
    const mutation = `mutation ($input: JSON!) { ingestMemory(input: {input: $input}) {
      ... on MemoryEntity { id content } ... on RegistryError { code field } } }`;
    const answer = await graphql(
      server,
      mutation,
      { input: { content: "x", org_id: "org-2" } },
      await as("org-1"),
    );
    expect(answer.data?.ingestMemory, JSON.stringify(answer)).toEqual({
      code: "SG405",
      field: "org_id",
    });
    const made = await graphql(server, mutation, { input: { content: "mine" } }, await as("org-1"));
    expect(made.data.ingestMemory).toMatchObject({ content: "mine" });
  });

  test("need a claim that is understood", async () => {
    for (const org of [5, {}, [""], ["a", 1], "", "x".repeat(201)]) {
      const answer = await rpc("search_memories", { org_id: "org-1", query: "x" }, org);
      expect([answer.status, answer.json.error.code], JSON.stringify(org)).toEqual([401, "SG481"]);
    }
  });
});
