/** Types through GraphQL and RPC: nothing was written for them, so they must come by themselves. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, openCaller } from "../../src/call.ts";
import { startServer, type TestServer } from "./support.ts";

let server: TestServer;
let caller: Caller;
beforeAll(async () => {
  server = await startServer();
  caller = await openCaller({ url: server.url, dataDir: "unused", poolSize: 1 });
});
afterAll(async () => {
  await caller.close();
  await server.drop();
});

async function graphql(query: string, variables: object = {}): Promise<any> {
  const response = await fetch(new URL("/graphql", server.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

describe("GraphQL", () => {
  it("lists types with what belongs to them", async () => {
    const { data, errors } = await graphql(`
      {
        types(condition: { typeName: "address" }) {
          typeName
          typeCategory
          jsonSchema
          version
          typeVersions {
            version
            isCurrent
          }
          typeMappings {
            language
          }
        }
      }
    `);
    expect(errors).toBeUndefined();
    expect(data.types).toMatchObject([
      {
        typeName: "address",
        version: 1,
        typeVersions: [{ version: 1, isCurrent: true }],
        typeMappings: [],
      },
    ]);
  });

  it("registers, and refuses with what is wrong", async () => {
    const mutation = `mutation ($schema: JSON!) { registerType(input: { typeName: "tag" typeCategory: "composite" jsonSchema: $schema }) {
      ... on Type { typeName version } ... on RegistryError { code message field hint } } }`;
    expect(await graphql(mutation, { schema: { type: "object", required: ["a"] } })).toEqual({
      data: { registerType: { typeName: "tag", version: 1 } },
    });
    expect(
      await graphql(mutation, { schema: { type: "object", required: ["a", "b"] } }),
    ).toMatchObject({
      data: { registerType: { code: "SG351", field: "json_schema", hint: expect.any(String) } },
    });
    expect(await graphql(mutation, { schema: { type: "objects" } })).toMatchObject({
      data: { registerType: { code: "SG140" } },
    });
  });

  it("validates and compares", async () => {
    const { data, errors } = await graphql(
      `
        query ($value: JSON!, $old: JSON!, $new: JSON!) {
          validateValue(typeName: "address", value: $value) {
            instancePath
            keyword
            message
          }
          isValidValue(typeName: "address", value: $value)
          checkCompatibility(old: $old, new: $new) {
            path
            keyword
            direction
          }
        }
      `,
      { value: { city: 1 }, old: { type: "string" }, new: { type: "string", maxLength: 3 } },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      validateValue: [{ instancePath: "/city", keyword: "type", message: expect.any(String) }],
      isValidValue: false,
      checkCompatibility: [{ path: "", keyword: "maxLength", direction: "BACKWARD" }],
    });
  });
});

describe("RPC", () => {
  it("calls the same functions", async () => {
    expect(await caller.call("find_type", { type_name: "money" })).toMatchObject({
      kind: "row",
      result: { default_postgres_type: "NUMERIC(15,2)" },
    });
    expect(await caller.call("validate_value", { type_name: "money", value: 12.5 })).toMatchObject({
      kind: "rows",
      result: [],
    });
    await expect(
      caller.call("validate_value", { type_name: "mony", value: 1 }),
    ).rejects.toMatchObject({ code: "SG251" });
  });

  it("keeps the digits of a number", async () => {
    const ask = async (digits: string) => {
      const response = await fetch(new URL("/rpc/validate_json", server.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: `{"json_schema": {"maximum": 12345678901234567890.5}, "value": ${digits}}`,
      });
      return ((await response.json()) as { result: unknown[] }).result.length;
    };
    expect(await ask("12345678901234567890.5")).toBe(0);
    expect(await ask("12345678901234567890.6")).toBe(1);
  });
});
