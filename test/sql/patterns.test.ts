/** The pattern library: registering, changing and deprecating patterns. */
import { afterAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";
import { asAuthor, one, refusal, register, vectorOf } from "../support/patterns.ts";

const database = await testDatabase();
afterAll(() => database.drop());

describe("register_pattern", () => {
  test("returns the row of the view, verbatim, and makes a category that is new", async () => {
    await asAuthor(database.pool, async (client) => {
      const row = await one(client, "select * from app.register_pattern($1, $2, $3, $4, $5, $6)", [
        "O'Brien's \"flow\"",
        "my own kind",
        "it's $1 %s",
        { stage: { type: "string", required: true } },
        { fields: [{ name: "stage" }] },
        ["Approval", "approval", "two words"],
      ]);
      expect(row).toMatchObject({
        pattern_name: "O'Brien's \"flow\"",
        pattern_category: "my own kind",
        description: "it's $1 %s",
        parameters: { stage: { type: "string", required: true } },
        implementation: { fields: [{ name: "stage" }] },
        tags: ["Approval", "two words"],
        usage_count: 0,
        deprecated: false,
        replacement_name: null,
      });
      expect(
        await one(
          client,
          "select pattern_count from app.pattern_categories where category_name = 'my own kind'",
        ),
      ).toEqual({ pattern_count: 1 });
    });
  });

  test("a name is taken whatever its case", async () => {
    await asAuthor(database.pool, async (client) => {
      await register(client, [{ name: "Audit_Trail" }, { name: "other" }]);
      expect(
        await refusal(
          client,
          "select app.register_pattern('audit_trail', 'audit', null, '{}', '{}')",
        ),
      ).toEqual({ code: "SG302", column: "pattern_name" });
      expect(await refusal(client, "select app.update_pattern('other', 'AUDIT_TRAIL')")).toEqual({
        code: "SG302",
        column: "new_name",
      });
      // Its own name in another case is free.
      const row = await one(
        client,
        "select * from app.update_pattern('audit_trail', 'AUDIT_TRAIL')",
      );
      expect(row["pattern_name"]).toBe("AUDIT_TRAIL");
    });
  });

  test.for([
    ["SG160", "too few", vectorOf(1).slice(1)],
    ["SG160", "too many", [...vectorOf(1), 1]],
    ["SG160", "none", []],
    ["SG160", "nested", [vectorOf(1), vectorOf(2)]],
    ["SG161", "NaN", [...vectorOf(1).slice(1), "NaN"]],
    ["SG161", "infinite", [...vectorOf(1).slice(1), "Infinity"]],
    ["SG161", "minus infinite", [...vectorOf(1).slice(1), "-Infinity"]],
    ["SG161", "null inside", [...vectorOf(1).slice(1), null]],
    ["SG162", "zero", Array(384).fill(0)],
    ["SG162", "minus zero", Array(384).fill("-0")],
  ] as const)("%s: a vector that is %s", async ([code, , embedding]) => {
    await asAuthor(database.pool, async (client) => {
      for (const [sql, column] of [
        [
          "select app.register_pattern('a', 'audit', null, '{}', '{}', '{}', $1::real[])",
          "embedding",
        ],
        ["select app.search_patterns($1::real[])", "query_embedding"],
        ["select app.find_patterns('a', $1::real[])", "query_embedding"],
      ] as const) {
        expect(await refusal(client, sql, [embedding]), sql).toEqual({ code, column });
      }
    });
  });

  test("very long and very short vectors keep their direction", async () => {
    await asAuthor(database.pool, async (client) => {
      await register(client, [
        { name: "long", embedding: vectorOf(7).map((x) => x * 3e38) },
        { name: "short", embedding: vectorOf(7).map((x) => x * 1e-30) },
        { name: "other", embedding: vectorOf(8) },
      ]);
      const { rows } = await client.query(
        "select pattern_name, distance from app.search_patterns($1)",
        [vectorOf(7).map((x) => x * 1e20)],
      );
      expect(rows.map((row) => row.pattern_name)).toEqual(["long", "short", "other"]);
      expect(rows[0].distance).toBeCloseTo(0, 5);
      expect(rows[1].distance).toBeCloseTo(0, 5);
    });
  });

  test("parameters that are written as a JSON Schema must be one", async () => {
    await asAuthor(database.pool, async (client) => {
      const sql = "select app.register_pattern('a', 'audit', null, $1, '{}')";
      expect(await refusal(client, sql, [{ type: "nonsense" }])).toMatchObject({ code: "SG140" });
      expect(await refusal(client, sql, [{ properties: { a: { minimum: "x" } } }])).toMatchObject({
        code: "SG140",
      });
      expect(await refusal(client, sql, [{ $ref: "#/nowhere" }])).toMatchObject({ code: "SG141" });
      for (const fine of [
        {},
        { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
        { entity: { type: "ref", required: true }, type: { type: "string" } },
      ]) {
        expect(await refusal(client, sql, [fine]), JSON.stringify(fine)).toBeUndefined();
      }
    });
  });

  test("the library's map of parameters is a schema too", async () => {
    const { rows } = await database.pool.query(
      `select specql_pattern.parameters_schema('{"states": {"type": "array", "required": true}, "type": {"type": "string", "required": false}}') as schema,
         specql_pattern.parameters_schema('{"type": "object", "required": ["a"]}') as itself`,
    );
    expect(rows).toEqual([
      {
        schema: {
          type: "object",
          properties: { states: { type: "array" }, type: { type: "string" } },
          required: ["states"],
        },
        itself: { type: "object", required: ["a"] },
      },
    ]);
  });

  test("refuses what is no object, and what is too large", async () => {
    await asAuthor(database.pool, async (client) => {
      const sql = "select app.register_pattern('a', 'audit', null, $1, $2)";
      expect(await refusal(client, sql, ["[]", "{}"])).toEqual({
        code: "SG112",
        column: "parameters",
      });
      expect(await refusal(client, sql, ["{}", '"x"'])).toEqual({
        code: "SG112",
        column: "implementation",
      });
      const large = JSON.stringify({ a: "x".repeat(1_000_001) });
      expect(await refusal(client, sql, ["{}", large])).toEqual({
        code: "SG103",
        column: "implementation",
      });
      expect(
        await refusal(client, "select app.register_pattern('a', 'audit', null, '{}', '{}', $1)", [
          Array.from({ length: 51 }, (_, i) => `t${i}`),
        ]),
      ).toEqual({ code: "SG103", column: "tags" });
    });
  });
});

describe("deprecation and tags", () => {
  test("deprecated patterns name reason and replacement, and are left out unless asked for", async () => {
    await asAuthor(database.pool, async (client) => {
      await register(client, [{ name: "old" }, { name: "new" }, { name: "newest" }]);
      expect(
        await one(
          client,
          "select deprecated, deprecated_reason, replacement_name from app.deprecate_pattern('old', 'slow', 'NEW')",
        ),
      ).toEqual({ deprecated: true, deprecated_reason: "slow", replacement_name: "new" });
      for (const [sql, column] of [
        ["select app.deprecate_pattern('new', 'x', 'new')", "replacement"],
        ["select app.deprecate_pattern('new', 'x', 'old')", "replacement"],
      ] as const) {
        expect(await refusal(client, sql)).toEqual({ code: "SG164", column });
      }
      expect(await refusal(client, "select app.deprecate_pattern('new', ' ')")).toMatchObject({
        code: "SG102",
      });
      expect(await refusal(client, "select app.deprecate_pattern('new', 'x', 'nobody')")).toEqual({
        code: "SG261",
        column: "replacement",
      });
      const names = async (call: string): Promise<string[]> =>
        (await client.query<{ pattern_name: string }>(`select pattern_name from app.${call}`)).rows
          .map((row) => row.pattern_name)
          .toSorted();
      expect(await names("find_patterns('old')")).toEqual(["new", "newest"]);
      expect(await names("find_patterns('old', include_deprecated => true)")).toEqual([
        "new",
        "newest",
        "old",
      ]);
      expect(await names("similar_patterns('old')")).toEqual(["new", "newest"]);
      expect(
        await one(client, "select deprecated, replacement_name from app.restore_pattern('old')"),
      ).toEqual({ deprecated: false, replacement_name: null });
      expect(await names("find_patterns('old')")).toEqual(["new", "newest", "old"]);
    });
  });

  test("tags are added once and removed whatever their case", async () => {
    await asAuthor(database.pool, async (client) => {
      await register(client, [{ name: "a", tags: ["One", "two"] }]);
      expect(
        await one(client, "select tags from app.tag_pattern('a', '{ONE,three}', '{TWO}')"),
      ).toEqual({ tags: ["One", "three"] });
      const found = await client.query(
        "select pattern_name from app.find_patterns('a', with_tags => '{ONE,Three}')",
      );
      expect(found.rows).toEqual([{ pattern_name: "a" }]);
      expect(
        (await client.query("select from app.find_patterns('a', with_tags => '{two}')")).rows,
      ).toEqual([]);
    });
  });

  test("a name that is not there is answered with the one that was meant", async () => {
    await asAuthor(database.pool, async (client) => {
      await register(client, [{ name: "approval_workflow" }]);
      await expect(
        client.query("select app.get_pattern('aproval_workflow')"),
      ).rejects.toMatchObject({
        code: "SG261",
        hint: expect.stringContaining("approval_workflow"),
        column: "pattern_name",
      });
    });
  });
});

describe("the change log", () => {
  test("has each change of a pattern, and no vectors", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_author");
      await register(client, [{ name: "a", embedding: vectorOf(1) }]);
      await client.query("select app.tag_pattern('a', '{x}')");
      const { rows } = await client.query(
        `select table_name, operation, count(*)::integer from app.audit_log
         where table_schema = 'specql_pattern'
           and table_name not in ('tb_embedding_provider', 'tb_language', 'tb_pattern_category')
         group by 1, 2 order by 1, 2`,
      );
      expect(rows).toEqual([
        { table_name: "tb_domain_pattern", operation: "insert", count: 1 },
        { table_name: "tb_domain_pattern", operation: "update", count: 1 },
      ]);
    });
  });
});

describeOnPostgres("two at once", () => {
  test("one name registered by eight sessions: one has it, seven are told", async () => {
    const sessions = await Promise.all(Array.from({ length: 8 }, () => database.connect()));
    const outcomes = await Promise.all(
      sessions.map((session) =>
        session
          .query("select app.register_pattern('contested', 'brand new', null, '{}', '{}')")
          .then(
            () => "registered",
            (error: { code: string }) => error.code,
          ),
      ),
    );
    expect(outcomes.toSorted()).toEqual([...Array<string>(7).fill("SG302"), "registered"]);
    const { rows } = await database.pool.query(
      "select count(*)::integer from app.pattern_categories where category_name = 'brand new'",
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test("two patterns never become each other's replacement", async () => {
    await database.pool.query(
      "select app.register_pattern('p' || g, 'audit', null, '{}', '{}') from generate_series(1, 2) as g",
    );
    const [one_, two] = [await database.connect(), await database.connect()];
    for (let round = 0; round < 5; round += 1) {
      const outcomes = await Promise.all(
        [
          one_.query("select app.deprecate_pattern('p1', 'x', 'p2')"),
          two.query("select app.deprecate_pattern('p2', 'x', 'p1')"),
        ].map((call) =>
          call.then(
            () => "done",
            (error: { code: string }) => error.code,
          ),
        ),
      );
      expect(outcomes.toSorted()).toEqual(["SG164", "done"]);
      await database.pool.query("select app.restore_pattern('p1'), app.restore_pattern('p2')");
    }
  });
});
