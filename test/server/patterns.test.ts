/** Patterns over GraphQL and RPC: the second document of the contract, as it stands there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vectorOf } from "../support/patterns.ts";
import { graphql, post, startServer, type TestServer } from "./support.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.drop());

const SECOND = `query ($embedding: [Float!]!) {
  searchPatterns(queryEmbedding: $embedding, limit: 10) { patternName patternCategory description distance } }`;

const REGISTER = `mutation ($input: RegisterPatternInput!) { registerPattern(input: $input) {
  ... on Pattern { patternName patternCategory tags category { categoryName patterns { patternName } } }
  ... on RegistryError { code field } } }`;

const register = (
  patternName: string,
  more: Record<string, unknown> = {},
): Promise<{ data: any; errors?: any }> =>
  graphql(server, REGISTER, {
    input: {
      patternName,
      patternCategory: "workflow",
      description: `${patternName} described`,
      parameters: {},
      implementation: { fields: [] },
      ...more,
    },
  });

describe("patterns over GraphQL", () => {
  it("registers a pattern with a vector and without", async () => {
    expect((await register("approval", { tags: ["review"], embedding: vectorOf(1) })).data).toEqual(
      {
        registerPattern: {
          patternName: "approval",
          patternCategory: "workflow",
          tags: ["review"],
          category: { categoryName: "workflow", patterns: [{ patternName: "approval" }] },
        },
      },
    );
    for (const [name, seed] of [
      ["escalation", 2],
      ["delegation", 3],
    ] as const) {
      expect((await register(name, { embedding: vectorOf(seed) })).errors).toBeUndefined();
    }
    expect((await register("audit", { patternCategory: "audit" })).errors).toBeUndefined();
  });

  it("runs the second document verbatim", async () => {
    const { data, errors } = await graphql(server, SECOND, { embedding: vectorOf(2) });
    expect(errors).toBeUndefined();
    expect(data.searchPatterns).toHaveLength(3);
    expect(data.searchPatterns[0]).toEqual({
      patternName: "escalation",
      patternCategory: "workflow",
      description: "escalation described",
      distance: expect.closeTo(0, 5),
    });
    const distances = data.searchPatterns.map((row: { distance: number }) => row.distance);
    expect(distances).toEqual(distances.toSorted((a: number, b: number) => a - b));
  });

  it("finds all patterns with the vector of embedText", async () => {
    const embedded = await graphql(
      server,
      `
        {
          embedText(text: "audit described") {
            provider
            providerVersion
            embedding
          }
        }
      `,
    );
    const [{ provider, providerVersion, embedding }] = embedded.data.embedText;
    expect({ provider, providerVersion, length: embedding.length }).toEqual({
      provider: "specql-offline",
      providerVersion: "1",
      length: 384,
    });
    // Through JSON and back it is still known as an offline vector.
    const { data } = await graphql(server, SECOND, { embedding });
    expect(data.searchPatterns).toHaveLength(4);
    expect(data.searchPatterns[0].patternName).toBe("audit");
  });

  it("finds by a question, and says the ranks", async () => {
    const { data, errors } = await graphql(
      server,
      `
        {
          findPatterns(query: "delegations", category: "workflow", limit: 2) {
            patternName
            score
            textRank
            synonymRank
            trigramRank
            vectorRank
            distance
          }
          similarPatterns(patternName: "approval", limit: 1) {
            patternName
            distance
          }
        }
      `,
    );
    expect(errors).toBeUndefined();
    expect(data.findPatterns).toHaveLength(2);
    expect(data.findPatterns[0]).toMatchObject({
      patternName: "delegation",
      textRank: 1,
      vectorRank: 1,
    });
    expect(data.similarPatterns).toHaveLength(1);
  });

  it("refuses bad vectors with their codes", async () => {
    for (const [embedding, code] of [
      [vectorOf(1).slice(1), "SG160"],
      [Array(384).fill(0), "SG162"],
    ] as const) {
      const { errors } = await graphql(server, SECOND, { embedding });
      expect(errors[0].extensions).toMatchObject({ code, field: "query_embedding" });
    }
    const { errors } = await graphql(server, SECOND, { embedding: Array(384).fill(1e300) });
    expect(errors[0].extensions.code).toBe("SG101");
    expect((await register("bad", { embedding: [1, 2, 3] })).data.registerPattern).toEqual({
      code: "SG160",
      field: "embedding",
    });
    expect((await register("Approval")).data.registerPattern).toEqual({
      code: "SG302",
      field: "pattern_name",
    });
  });
});

describe("patterns over RPC", () => {
  it("searches, finds and refuses", async () => {
    const call = async (name: string, args: unknown): Promise<{ status: number; body: any }> => {
      const answer = await post(`${server.url}/rpc/${name}`, args);
      return { status: answer.status, body: JSON.parse(answer.text) };
    };
    const searched = await call("search_patterns", { query_embedding: vectorOf(3), limit: 1 });
    expect(searched.status).toBe(200);
    expect(JSON.stringify(searched.body)).toContain("delegation");
    const found = await call("find_patterns", { query: "approvals", with_tags: ["REVIEW"] });
    expect(found.status).toBe(200);
    expect(JSON.stringify(found.body)).toContain("approval");
    expect((await call("search_patterns", { query_embedding: [1, "NaN"] })).status).toBe(400);
    expect((await call("get_pattern", { pattern_name: "nobody" })).status).toBe(404);
    expect((await call("search_patterns", { query_embedding: "x" })).status).toBe(400);
  });
});
