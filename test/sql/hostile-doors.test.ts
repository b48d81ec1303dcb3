/** Bad input through HTTP: a small set, since every door leads to the functions of app. */
import { afterAll, describe, expect, test } from "vitest";
import { graphql, send, startServer } from "../server/support.ts";

const server = await startServer();
afterAll(() => server.drop());

/** JSON texts of a string, as they are written in a body. */
const texts: Record<string, string> = {
  empty: '""',
  quotes: `"'; drop table specql_registry.tb_domain cascade; --"`,
  "NUL escape": '"a\\u0000b"',
  "lone surrogate": '"\\ud800"',
  "control characters": '"\\u0001\\u001b[31m"',
  "right to left": '"\\u202emrc"',
  html: '"<script>alert(1)</script>"',
  emoji: '"👩‍👩‍👧‍👦"',
  backslash: '"a\\\\b"',
  "50 kB": JSON.stringify("a".repeat(50_000)),
  number: "7",
  null: "null",
  array: '["a"]',
  object: '{"a": 1}',
};

const calls: [name: string, field: string, others: Record<string, unknown>][] = [
  ["register_domain", "domain_name", { domain_number: "7" }],
  ["register_domain", "description", { domain_number: "7", domain_name: "stock" }],
  ["register_domain", "aliases", { domain_number: "7", domain_name: "stock" }],
  ["allocate_entity_code", "entity_name", { domain: "crm", subdomain: "customer" }],
  ["allocate_entity_code", "domain", { subdomain: "customer", entity_name: "Contact" }],
  ["find_domain", "name_or_alias", {}],
  ["list_rows", "filter", { view_name: "domains" }],
  ["register_entities", "specs", {}],
  ["resolve_code", "code", {}],
];

const internal = /internal error|SG999|XX000|node_modules|\.ts:\d/i;

describe("hostile input over HTTP", () => {
  test.for(Object.entries(texts))("POST /rpc: %s", async ([, json]) => {
    for (const [name, field, others] of calls) {
      const body = JSON.stringify({ ...others, [field]: "@@" }).replace('"@@"', () => json);
      const answer = await send(`${server.url}/rpc/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      const what = `${name}.${field} ← ${json.slice(0, 60)} → ${answer.status} ${answer.text.slice(0, 300)}`;
      expect([200, 400, 403, 404, 409, 413], what).toContain(answer.status);
      expect(answer.text, what).not.toMatch(internal);
      if (answer.status !== 200) expect(answer.json.error?.code, what).toMatch(/^SG\d{3}$/);
    }
  });

  test("POST /rpc: names of functions", async () => {
    for (const name of [
      "a'b",
      "%27",
      "%00",
      "..%2f..",
      "register_domain;",
      "x".repeat(2000),
      "%F0%9F%91%8D",
      "%ff",
    ]) {
      const answer = await send(`${server.url}/rpc/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      expect([400, 404, 414], `${name.slice(0, 40)} ${answer.text.slice(0, 200)}`).toContain(
        answer.status,
      );
      expect(answer.text).not.toMatch(internal);
    }
  });

  test("POST /rpc: bodies that are no JSON object", async () => {
    for (const body of [
      "",
      "{",
      "[]",
      "null",
      "7",
      '"x"',
      "\u0000",
      "[".repeat(50_000),
      '{"a":'.repeat(5_000),
    ]) {
      const answer = await send(`${server.url}/rpc/find_domain`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      expect(
        [400, 413],
        `${body.slice(0, 20)} ${answer.status} ${answer.text.slice(0, 200)}`,
      ).toContain(answer.status);
      expect(answer.text).not.toMatch(internal);
    }
  });

  test.for(Object.entries(texts))("GraphQL: %s", async ([, json]) => {
    const value: unknown = JSON.parse(json);
    for (const [query, variables] of [
      [
        'mutation ($x: String!) { registerDomain(input: {domainNumber: "7", domainName: $x}) { __typename ... on RegistryError { code } } }',
        { x: value },
      ],
      [
        "mutation ($x: String!) { allocateEntityCode(input: {domain: $x, subdomain: $x, entityName: $x}) { __typename ... on RegistryError { code } } }",
        { x: value },
      ],
      ["query ($x: String!) { findDomain(nameOrAlias: $x) { domainName } }", { x: value }],
    ] as const) {
      const answer = await graphql(server, query, variables);
      const text = JSON.stringify(answer);
      expect(text, `${json.slice(0, 60)} ${text.slice(0, 300)}`).not.toMatch(internal);
      const result = answer.data?.registerDomain ?? answer.data?.allocateEntityCode;
      if (result?.__typename === "RegistryError") expect(result.code).toMatch(/^SG\d{3}$/);
    }
  });

  test("the schema is as it was", async () => {
    const answer = await graphql(server, "{ doctor { checkName ok } }");
    expect(answer.errors).toBeUndefined();
    expect(answer.data.doctor.filter((row: { ok: boolean }) => !row.ok)).toEqual([]);
  });
});
