/** Hostile schemas and values: an error with a code within seconds, in the database and through the server. */
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { post, send, startServer } from "../server/support.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const nested = (n: number, open: string, close: string, inner = ""): string =>
  open.repeat(n) + inner + close.repeat(n);
const list = (n: number, item: (i: number) => string): string =>
  `[${Array.from({ length: n }, (_, i) => item(i)).join(",")}]`;
const defs = (n: number, item: (i: number) => string): string =>
  `{${Array.from({ length: n }, (_, i) => `"d${i}": ${item(i)}`).join(",")}}`;
const ref = (to: string): string => `{"$ref": "#/$defs/${to}"}`;
const twice = (schema: string): string => `{"allOf": [${schema}, ${schema}]}`;

/** What is tried: schema, value, and the code of the refusal, or how many problems there are. */
const attacks: Record<string, [string, string, string | number]> = {
  "a million anyOf": [`{"anyOf": ${list(1_000_000, () => "true")}}`, "1", "SG143"],
  "10,001 subschemas": [`{"anyOf": ${list(10_001, () => "{}")}}`, "1", "SG143"],
  "9,999 different subschemas": [
    `{"allOf": ${list(9_999, (i) => `{"minimum": ${i}}`)}}`,
    "100000",
    0,
  ],
  "a schema of a megabyte": [`{"description": "${"x".repeat(2 ** 20)}"}`, "1", "SG143"],
  "a schema 1,000 deep": [nested(1000, '{"not":', "}", "true"), "1", "SG143"],
  "a value 5,000 deep": [
    '{"items": {"$ref": "#"}, "type": "array"}',
    nested(5000, "[", "]"),
    "SG144",
  ],
  "a value 60 deep": ['{"items": {"$ref": "#"}, "type": "array"}', nested(60, "[", "]"), 0],
  "a value of 10 MB": ['{"items": {"type": "integer"}}', list(1_000_000, (i) => `1${i}`), "SG144"],
  "a text of 10 MB": ['{"minLength": 5}', `"${"x".repeat(10_000_000)}"`, "SG144"],
  "many items": ['{"items": {"type": "integer"}}', list(200_000, (i) => `${i}`), "SG144"],
  "a dynamic reference to itself": ['{"$dynamicAnchor": "a", "$dynamicRef": "#a"}', "1", "SG144"],
  "references that double": [
    `{"$ref": "#/$defs/d0", "$defs": ${defs(40, (i) => (i === 39 ? "{}" : twice(ref(`d${i + 1}`))))}}`,
    "1",
    "SG144",
  ],
  "a choice that doubles": [
    `{"$ref": "#/$defs/d0", "$defs": ${defs(40, (i) => (i === 39 ? "false" : twice(ref(`d${i + 1}`)).replace("allOf", "anyOf")))}}`,
    "1",
    "SG144",
  ],
  "a value that doubles": [
    '{"allOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]}',
    nested(30, "[", "]"),
    "SG144",
  ],
  "the same with unevaluated items": [
    '{"allOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}], "unevaluatedItems": false}',
    nested(25, "[", "]"),
    "SG144",
  ],
  "many properties, many items": [
    `{"items": {"properties": ${defs(5_000, () => "true")}}}`,
    list(20_000, () => "{}"),
    "SG144",
  ],
  "many names that are required": [
    `{"items": {"not": {"required": ${list(20_000, (i) => `"${i}"`)}}}}`,
    list(50_000, () => "{}"),
    "SG144",
  ],
  "a long list of allowed lists": [
    `{"items": {"enum": ${list(20_000, (i) => `[${i}]`)}}}`,
    list(20_000, () => "[19999]"),
    "SG144",
  ],
  "a large list that is unique, often": [
    `{"allOf": ${list(2_000, () => '{"uniqueItems": true}')}}`,
    list(100_000, (i) => `${i}`),
    "SG144",
  ],
  "a large constant, often": [
    `{"$defs": {"c": {"const": ${list(50_000, (i) => `${i}`)}}}, "allOf": ${list(5_000, () => ref("c"))}}`,
    list(50_000, (i) => `${i}`),
    "SG144",
  ],
  "many patterns for many names": [
    `{"patternProperties": {${Array.from({ length: 500 }, (_, i) => `"^.{${i},${i + 9}}a": {}`).join(",")}}}`,
    `{${Array.from({ length: 20_000 }, (_, i) => `"name${i}": 1`).join(",")}}`,
    "SG144",
  ],
  "long patterns": [
    `{"allOf": ${list(5_000, (i) => `{"pattern": "^abcdefgh[${i % 10}]{1,99}x${i}"}`)}}`,
    '"a"',
    "SG143",
  ],
  "a pattern that looks around a long text": [
    '{"pattern": "(?=.*x)(?=.*y)z"}',
    `"${"a".repeat(1_000_000)}"`,
    "SG144",
  ],
  "a pattern that backtracks elsewhere": ['{"pattern": "^(a+)+$"}', `"${"a".repeat(100_000)}b"`, 1],
  "a pattern with many states": [
    '{"pattern": "(a|b)*a(?:(a|b){250}){3}c"}',
    `"${"ab".repeat(500_000)}"`,
    "SG144",
  ],
  "a long number": ['{"multipleOf": 0.01}', "1e100000", "SG144"],
  "a long number that is compared": ['{"minimum": 1e-16000, "type": "integer"}', "1e100000", 0],
  "10,000 references to nothing": [
    `{"allOf": ${list(4_000, (i) => `{"$ref": "#/x/${i}"}`)}}`,
    "1",
    "SG141",
  ],
  "references into data": [
    `{"x": ${list(4_000, () => "{}")}, "allOf": ${list(4_000, (i) => `{"$ref": "#/x/${i}"}`)}}`,
    "1",
    "SG143",
  ],
};

describe("hostile input", { tags: ["slow"] }, () => {
  test.for(Object.entries(attacks))("%s", async ([, [schema, value, expected]]) => {
    const started = performance.now();
    const answer = await database.pool
      .query<{ n: number }>("select count(*)::int as n from app.validate_json($1, $2)", [
        schema,
        value,
      ])
      .then(
        ({ rows }) => rows[0]!.n,
        (error: { code: string }) => error.code,
      );
    expect(answer).toBe(expected);
    // A second or two on a quiet machine; more where others work too.
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  test("the server answers each that fits into a request, and goes on", async () => {
    const server = await startServer();
    try {
      const tried: unknown[] = [];
      for (const [name, [schema, value, expected]] of Object.entries(attacks)) {
        const body = `{"json_schema": ${schema}, "value": ${value}}`;
        const headers = { "content-type": "application/json" };
        const answer = await send(`${server.url}/rpc/validate_json`, {
          method: "POST",
          headers,
          body,
        });
        tried.push(answer.status);
        if (answer.status === 413) continue;
        expect(answer.status, `${name} ${server.log.slice(-3).join(" ")}`).toBe(
          typeof expected === "string" ? 400 : 200,
        );
        if (typeof expected === "string") expect(answer.text, name).toContain(expected);
      }
      expect(tried).toContain(400);
      expect((await post(`${server.url}/rpc/health`, {})).status).toBe(200);
    } finally {
      await server.drop();
    }
  });
});
