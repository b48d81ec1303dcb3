/** Filling patterns and templates: what comes out is data, whatever went in. */
import fc from "fast-check";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeOnPostgres, type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let client: pg.PoolClient;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  client = await database.pool.connect();
  await client.query("begin");
});
afterEach(async () => {
  await client.query("rollback");
  client.release();
});

type Json = unknown;

async function register(name: string, parameters: Json, implementation: Json): Promise<void> {
  await client.query("select app.register_pattern($1, 'test', 'A test', $2, $3)", [
    name,
    JSON.stringify(parameters),
    JSON.stringify(implementation),
  ]);
}

async function use(name: string, parameters: Json): Promise<Record<string, any>> {
  const { rows } = await client.query("select i.* from app.instantiate_pattern($1, $2) as i", [
    name,
    JSON.stringify(parameters),
  ]);
  return rows[0];
}

/** The error of a call, which leaves nothing behind. */
async function refusal(attempt: () => Promise<unknown>): Promise<Record<string, string>> {
  await client.query("savepoint refusal");
  const error = await attempt().then(
    () => expect.fail("it was not refused"),
    (reason: Record<string, string>) => reason,
  );
  await client.query("rollback to refusal");
  return error;
}

async function value(sql: string, values: unknown[] = []): Promise<any> {
  const { rows } = await client.query({ text: sql, values, rowMode: "array" });
  return rows[0]?.[0];
}

describe("instantiate_pattern", () => {
  test("fills texts, keys, lists and whole values", async () => {
    await register(
      "everything",
      {
        entity: { type: "string", required: true },
        states: { type: "array", required: true },
        limit: { type: "integer", default: 10 },
        deep: { type: "object" },
        flag: { type: "boolean", default: false },
        place: { type: "string", default: "files/{{ entity }}" },
      },
      {
        whole: "{{ states }}",
        number: "{{limit}}",
        flag: "{{ flag }}",
        missing: "{{ deep }}",
        text: "tb_{{ entity }} has {{ limit }} of {{ states }}, {{ flag }}, {{ deep }}",
        "{{ entity }}_key": { "{{ limit }}": 1 },
        spread: ["first", "{{ states | join('\", \"') }}", "last"],
        joined: "{{ states | join(' or ') }}",
        either: "{{ deep or states[1] }}",
        inside: "{{ deep.a['b c'][0] or 'nothing' }}",
        filters:
          "{{ states | map('tojson') | join(', ') }} {{ entity | upper | replace('O', '0') }} {{ states | length }}",
        first: "{{ states | first }}",
        fallback: "{{ deep | default('none') }}",
        place: "{{ place }}",
        braces: "a } b { c }} d",
        untouched: { a: [1, null, true, "NOW()"] },
      },
    );
    const { result } = await use("everything", { entity: "order", states: ["a", "b"] });
    expect(result).toEqual({
      whole: ["a", "b"],
      number: 10,
      flag: false,
      missing: null,
      text: 'tb_order has 10 of ["a", "b"], false, null',
      order_key: { "10": 1 },
      spread: ["first", "a", "b", "last"],
      joined: "a or b",
      either: "b",
      inside: "nothing",
      filters: '"a", "b" 0RDER 2',
      first: "a",
      fallback: "none",
      place: "files/order",
      braces: "a } b { c }} d",
      untouched: { a: [1, null, true, "NOW()"] },
    });
    const deep = await use("everything", { entity: "x", states: [], deep: { a: { "b c": [7] } } });
    expect(deep["result"]).toMatchObject({
      inside: 7,
      spread: ["first", "last"],
      either: { a: { "b c": [7] } },
    });
  });

  test("keeps who used what, counts it, and the hash moves with the pattern", async () => {
    await register(
      "guard",
      { entity: { type: "string", required: true }, n: { type: "integer", default: 2 } },
      { a: "{{ n }}" },
    );
    await client.query("select set_config('specql.actor', 'ada', true)");
    const one = await use("guard", { entity: "Order" });
    expect(one).toMatchObject({
      entity_name: "Order",
      pattern_name: "guard",
      template_name: null,
      source_name: "guard",
      notes: [],
      parameters: { entity: "Order" },
      effective_parameters: { entity: "Order", n: 2 },
      result: { a: 2 },
      instantiated_by: "ada",
    });
    expect(one["source_hash"]).toMatch(/^[0-9a-f]{64}$/);
    expect((await use("GUARD", { entity: "Order" }))["source_hash"]).toBe(one["source_hash"]);
    expect(
      await value("select usage_count::integer from app.patterns where pattern_name = 'guard'"),
    ).toBe(2);
    await client.query(`select app.update_pattern('guard', implementation => '{"a": "x{{ n }}"}')`);
    const three = await use("guard", { entity: "Order", unknown: 1 });
    expect(three["source_hash"]).not.toBe(one["source_hash"]);
    expect(three["notes"]).toEqual([expect.stringContaining("no parameter unknown")]);
    await client.query("select app.deprecate_pattern('guard', 'too old')");
    expect((await use("guard", { entity: "Order" }))["notes"]).toEqual([
      expect.stringContaining("too old"),
    ]);
    expect(
      await value(
        "select count(*)::integer from app.audit_log where table_name = 'tb_pattern_instantiation'",
      ),
    ).toBe(4);
  });

  test("a refused use counts nothing", async () => {
    await register(
      "strict",
      {
        type: "object",
        properties: { n: { type: "integer", minimum: 3 } },
        required: ["n"],
        additionalProperties: false,
      },
      {},
    );
    for (const given of [{}, { n: "3" }, { n: 2 }, { n: 3, m: 1 }, { n: 3.5 }, { n: null }]) {
      expect((await refusal(() => use("strict", given)))["code"], JSON.stringify(given)).toBe(
        "SG170",
      );
    }
    expect((await refusal(() => use("strict", { n: 1 })))["detail"]).toContain("/n");
    for (const given of [[], "x", 1])
      expect((await refusal(() => use("strict", given)))["code"]).toBe("SG112");
    expect((await refusal(() => use("strikt", {})))["code"]).toBe("SG261");
    expect(
      await value("select usage_count::integer from app.patterns where pattern_name = 'strict'"),
    ).toBe(0);
    expect(await value("select count(*)::integer from app.pattern_instantiations")).toBe(0);
    expect((await use("strict", { n: 3 }))["effective_parameters"]).toEqual({ n: 3 });
  });

  test("a default that names a parameter which was given is filled; a value never is", async () => {
    await register(
      "nested",
      { a: { type: "string" }, b: { type: "string", default: "{{ a }}!" } },
      { a: "{{ a }}", b: "{{ b }}", c: "<{{ a }}>" },
    );
    const { result } = await use("nested", { a: "{{ b }} {{ nothing }} {% if %}" });
    expect(result).toEqual({
      a: "{{ b }} {{ nothing }} {% if %}",
      b: "{{ b }} {{ nothing }} {% if %}!",
      c: "<{{ b }} {{ nothing }} {% if %}>",
    });
  });

  test("any value comes out as it went in", { tags: ["slow"] }, async () => {
    await register(
      "echo",
      { v: {}, w: {} },
      {
        whole: "{{ v }}",
        list: ["{{ v }}", "{{ w }}"],
        inside: { deep: [{ x: "{{ v }}" }] },
        text: "a{{ v }}b",
      },
    );
    await fc.assert(
      fc.asyncProperty(
        fc
          .jsonValue({ maxDepth: 4 })
          .filter((v) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(v))),
        fc.string({ unit: "grapheme" }).filter((w) => !w.includes("\0")),
        async (v, w) => {
          const { result } = await use("echo", { v, w });
          const same = await value("select $1::jsonb", [JSON.stringify(v)]);
          expect(result.whole).toEqual(same);
          expect(result.list).toEqual([same, w]);
          expect(result.inside).toEqual({ deep: [{ x: same }] });
          if (typeof v === "string") expect(result.text).toBe(`a${v}b`);
          expect(Object.keys(result).toSorted()).toEqual(["inside", "list", "text", "whole"]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ["{{ }}", "SG171"],
    ["{{ nope }}", "SG172"],
    ["{{ entity", "SG171"],
    ["{{ entity | shout }}", "SG171"],
    ["{{ entity() }}", "SG171"],
    ["{{ entity.__class__.__mro__ }}", "none"],
    ["{{ entity + 1 }}", "SG171"],
    ["{{ 7 * 7 }}", "SG171"],
    ["{% for x in entity %}", "SG171"],
    ["text {% raw %}", "SG171"],
    ["{{ entity | replace('', 'x') }}", "SG171"],
    ["{{ entity | map('eval') }}", "SG171"],
    ["{{ 'a' 'b' }}", "SG171"],
    ["{{ entity | }}", "SG171"],
    ["{{ entity or }}", "SG171"],
    ["{{ entity; select 1 }}", "SG171"],
  ])("the placeholder %s", async (text, code) => {
    await register("odd", { entity: { type: "string" } }, { text });
    if (code === "none")
      expect((await use("odd", { entity: "x" }))["result"]).toEqual({ text: null });
    else expect((await refusal(() => use("odd", { entity: "x" })))["code"]).toBe(code);
  });

  test("what would grow without end is refused", async () => {
    await register("bomb", { a: { type: "string" } }, { list: Array(2000).fill("{{ a }}") });
    expect((await refusal(() => use("bomb", { a: "x".repeat(100_000) })))["code"]).toBe("SG173");
    expect((await refusal(() => use("bomb", { a: "x".repeat(300_000) })))["code"]).toBe("SG173");
    let deep: Json = "{{ a }}";
    for (let level = 0; level < 400; level += 1) deep = [deep];
    await register("deep", { a: { type: "string" } }, { deep });
    expect((await refusal(() => use("deep", { a: "x" })))["code"]).toBe("SG173");
    await register("slow", { a: { type: "string" } }, { text: `{{ a }}${"}{".repeat(20_000)}` });
    const start = Date.now();
    await use("slow", { a: "x" });
    expect(Date.now() - start).toBeLessThan(5000);
  });

  test("two keys that become one are refused", async () => {
    await register("keys", { a: { type: "string" } }, { "{{ a }}": 1, b: 2 });
    expect((await refusal(() => use("keys", { a: "b" })))["code"]).toBe("SG174");
    expect((await use("keys", { a: 'c"d' }))["result"]).toEqual({ 'c"d': 1, b: 2 });
  });
});

describe("compose_patterns", () => {
  test("says what two of them define, and whether it is the same", async () => {
    await register(
      "one",
      { entity: { type: "string" } },
      {
        fields: [
          { name: "state", type: "enum" },
          { name: "at", type: "timestamp" },
        ],
        actions: [{ name: "save", steps: [] }],
        version: 1,
      },
    );
    await register(
      "two",
      {},
      {
        fields: { State: { type: "text" }, at: { type: "timestamp" } },
        actions: [{ name: "load" }],
      },
    );
    await register(
      "three",
      {},
      { actions: [{ name: "save", steps: ["x"] }], views: [{ name: "v" }] },
    );
    const composed = await value("select app.compose_patterns($1)", [
      JSON.stringify([
        { pattern: "one", parameters: { entity: "x" } },
        { pattern: "two" },
        "three",
      ]),
    ]);
    expect(composed.compatible).toBe(false);
    expect(composed.conflicts).toEqual([
      { kind: "action", name: "save", patterns: ["one", "three"], identical: false },
      { kind: "field", name: "at", patterns: ["one", "two"], identical: true },
      {
        kind: "field",
        name: "state",
        patterns: ["one", "two"],
        identical: false,
      },
    ]);
    expect(composed.result).toMatchObject({
      fields: [
        { name: "state", type: "enum" },
        { name: "at", type: "timestamp" },
      ],
      actions: [{ name: "save", steps: [] }, { name: "load" }],
      views: [{ name: "v" }],
      version: 1,
    });
    const alone = await value("select app.compose_patterns($1)", [
      JSON.stringify({ one: {}, two: {} }),
    ]);
    expect(alone.patterns.map((part: { pattern: string }) => part.pattern)).toEqual(["one", "two"]);
    expect(await value("select count(*)::integer from app.pattern_instantiations")).toBe(0);
  });

  test.each([
    "null",
    "1",
    '"x"',
    "[1]",
    "[[]]",
    '[{"pattern": 1}]',
    '[{"parameters": {}}]',
    '[{"pattern": "one", "parameters": []}]',
  ])("refuses %s", async (specs) => {
    const { code } = await refusal(() => value("select app.compose_patterns($1)", [specs]));
    expect(code).toMatch(/^SG(112|102|105|261)$/);
  });
});

describe("register_patterns", () => {
  test("registers all or nothing, and replaces when told", async () => {
    const specs = [
      { pattern_name: "alpha", pattern_category: "one", description: "A", tags: "x, y" },
      {
        pattern_name: "beta",
        pattern_category: "one",
        parameters: { a: { type: "integer" } },
        tags: ["z"],
        icon: "🔧",
      },
    ];
    const { rows } = await client.query("select r.* from app.register_patterns($1) as r", [
      JSON.stringify(specs),
    ]);
    expect(rows).toMatchObject([
      { pattern_name: "alpha", tags: ["x", "y"] },
      { pattern_name: "beta", icon: "🔧" },
    ]);
    const again = [
      { pattern_name: "gamma", pattern_category: "one" },
      { ...specs[0], description: "B" },
    ];
    expect(
      (await refusal(() => value("select app.register_patterns($1)", [JSON.stringify(again)])))[
        "code"
      ],
    ).toBe("SG302");
    expect(
      await value("select count(*)::integer from app.patterns where pattern_name = 'gamma'"),
    ).toBe(0);
    await client.query("select app.register_patterns($1, true)", [JSON.stringify(again)]);
    expect(await value("select description from app.patterns where pattern_name = 'alpha'")).toBe(
      "B",
    );
    for (const [odd, code] of [
      [{ pattern_name: "x", pattern_categori: "y" }, "SG104"],
      [{ pattern_name: "x" }, "SG102"],
      [{ pattern_name: "x", pattern_category: "c", tags: [{}] }, "SG116"],
      [7, "SG112"],
    ] as const) {
      expect(
        (await refusal(() => value("select app.register_patterns($1)", [JSON.stringify([odd])])))[
          "code"
        ],
      ).toBe(code);
    }
  });
});

describe("instantiate_template", () => {
  beforeEach(async () => {
    await register(
      "stamped",
      { entity: { type: "string", required: true } },
      {
        fields: [
          { name: "created_at", type: "timestamp", default: "NOW()", required: true },
          { name: "status", type: "enum", values: ["a", "it's"], default: "a" },
        ],
      },
    );
    await client.query(
      `insert into specql_pattern.tb_entity_template (template_name, template_namespace, description, default_fields, default_patterns, configuration_options)
       values ('parcel', 'mail', 'A parcel', $1, '{"stamped": {}}', '{"insured": {"type": "boolean", "default": false}, "rate": {"type": "decimal", "default": 0.5}}')`,
      [
        JSON.stringify([
          { name: "weight", type: "decimal", precision: 8, scale: 3, min: 0, required: true },
          { name: "status", type: "text", description: "Said by hand." },
          { name: "sender", type: "ref", entity: "Person" },
          { name: "holder", type: "ref", entity: "parcel_holder" },
          { name: "Labels", type: "array", default: ["it's"] },
          { name: "note", type: "text", default: "back\\slash ' quote" },
        ]),
      ],
    );
    await client.query("create table public.parcel_holder (id uuid primary key)");
  });

  test("makes a draft with the columns of both, and says what a person should look at", async () => {
    const { rows } = await client.query(
      "select r.* from app.instantiate_template('Parcel', $1) as r",
      [
        JSON.stringify({
          owner: "team-mail",
          custom_fields: { note: { type: "text" }, price: { type: "money", default: 0 } },
          custom_config: { insured: true },
        }),
      ],
    );
    expect(rows[0]).toMatchObject({ table_name: "parcel", owner: "team-mail", status: "draft" });
    const columns = Object.fromEntries(
      rows[0].schema_json.columns.map((column: { name: string }) => [column.name, column]),
    );
    expect(Object.keys(columns)).toEqual([
      "id",
      "weight",
      "status",
      "sender_id",
      "holder_id",
      "labels",
      "note",
      "price",
      "created_at",
      "stamped_status",
      "updated_at",
    ]);
    expect(columns["weight"]).toMatchObject({
      type: "numeric(8,3)",
      nullable: false,
      check: "weight >= 0",
    });
    expect(columns["stamped_status"]).toMatchObject({
      check: "stamped_status in ('a', 'it''s')",
      defaultValue: "'a'",
    });
    expect(columns["labels"]).toMatchObject({ type: "jsonb", defaultValue: `'["it''s"]'` });
    expect(columns["holder_id"]).toMatchObject({
      references: { table: "parcel_holder", column: "id" },
    });
    expect(columns["sender_id"]).not.toHaveProperty("references");
    const uses = await client.query(
      "select i.* from app.pattern_instantiations as i order by i.template_name nulls first",
    );
    expect(uses.rows).toMatchObject([
      { pattern_name: "stamped", entity_name: "Parcel" },
      { template_name: "parcel", result: { request_id: rows[0].id } },
    ]);
    expect(uses.rows[1].notes.join("\n")).toMatch(/sender_id refers to Person[^]*stamped_status/);
    expect(
      await value("select usage_count from app.entity_templates where template_name = 'parcel'"),
    ).toBe(1);
    expect(
      await value("select usage_count::integer from app.patterns where pattern_name = 'stamped'"),
    ).toBe(1);
    // What the policy has no error against, the author can submit.
    const errors = await client.query(
      "select v.* from app.validate_table_schema($1) as v where v.severity = 'error'",
      [JSON.stringify(rows[0].schema_json)],
    );
    expect(errors.rows).toEqual([]);
    const made = await client.query("select r.status from app.submit_schema_request($1) as r", [
      JSON.stringify({ draft_id: rows[0].id }),
    ]);
    expect(made.rows).toEqual([{ status: "requested" }]);
  });

  test("leaves out what it is told to", async () => {
    const { rows } = await client.query(
      "select r.schema_json from app.instantiate_template('parcel', $1) as r",
      [
        JSON.stringify({
          entity: "Big Parcel",
          leave_out: ["sender", "status"],
          patterns: { stamped: null },
        }),
      ],
    );
    expect(rows[0].schema_json.columns.map((column: { name: string }) => column.name)).toEqual([
      "id",
      "weight",
      "holder_id",
      "labels",
      "note",
      "created_at",
      "updated_at",
    ]);
    expect(rows[0].schema_json.tableName).toBe("big_parcel");
  });

  test.each([
    [{ colour: 1 }, "SG170"],
    [{ custom_config: { insured: "maybe" } }, "SG170"],
    [{ custom_config: { insurd: true } }, "SG170"],
    [{ custom_fields: { x: { type: "hologram" } } }, "SG175"],
    [{ custom_fields: { "!!!": { type: "text" } } }, "SG105"],
    [{ patterns: { nobody: {} } }, "SG261"],
    [{ patterns: { stamped: { entity: 5 } } }, "SG170"],
    [{ table_name: 'x"; drop table y; --' }, "SG192"],
    [{ entity: "'); drop table y; --", schema: "specql_registry" }, /^SG4/],
    [{ custom_fields: { x: { type: "enum", values: ["a'); drop table y; ("] } } }, "none"],
    [[], "SG112"],
  ])("%j", async (parameters, code) => {
    const attempt = () =>
      client.query("select app.instantiate_template('parcel', $1)", [JSON.stringify(parameters)]);
    if (code === "none") {
      await attempt();
      return;
    }
    expect((await refusal(attempt))["code"]).toMatch(code);
    expect(
      (await refusal(() => client.query("select app.instantiate_template('parzel')")))["code"],
    ).toBe("SG276");
  });
});

describeOnPostgres("several at once", () => {
  test("each use is counted and kept", async () => {
    await database.pool.query(
      `select app.register_pattern('shared', 'test', null, '{"n": {"type": "integer"}}', '{"n": "{{ n }}"}')`,
    );
    const sessions = await Promise.all([1, 2, 3].map(() => database.connect()));
    await Promise.all(
      sessions.map(async (session, at) => {
        for (let n = 0; n < 5; n += 1) {
          await session.query("select app.instantiate_pattern('shared', $1)", [
            JSON.stringify({ n: at * 5 + n }),
          ]);
        }
      }),
    );
    const { rows } = await database.pool.query(
      `select p.usage_count, (select count(distinct i.result)::integer from app.pattern_instantiations as i where i.pattern_name = 'shared') as kept
       from app.patterns as p where p.pattern_name = 'shared'`,
    );
    expect(rows).toEqual([{ usage_count: 15, kept: 15 }]);
  });
});
