/** The pattern library: registering, changing and deprecating patterns, and the vectors they have. */
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { describeOnPostgres, rolledBack, testDatabase } from "../support/database.ts";
import { register, vectorOf } from "../support/patterns.ts";

const database = await testDatabase();
afterAll(() => database.drop());

/** Runs `use` as an author, in a transaction that is undone. */
function asAuthor<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return rolledBack(database.pool, async (client) => {
    await client.query("set local role specql_author");
    return use(client);
  });
}

/** The SQLSTATE and the column of a refusal; undefined where nothing was refused. */
async function refusal(
  client: pg.PoolClient,
  sql: string,
  values: readonly unknown[] = [],
): Promise<{ code: string; column: string | undefined } | undefined> {
  await client.query("savepoint refusal");
  try {
    await client.query(sql, [...values]);
    return undefined;
  } catch (error) {
    const { code, column } = error as { code: string; column?: string };
    return { code, column };
  } finally {
    await client.query("rollback to savepoint refusal");
  }
}

const one = async (
  client: pg.PoolClient,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Record<string, any>> => (await client.query(sql, [...values])).rows[0];

describe("register_pattern", () => {
  test("returns the row of the view, verbatim, and makes a category that is new", async () => {
    await asAuthor(async (client) => {
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
    await asAuthor(async (client) => {
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
    await asAuthor(async (client) => {
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
    await asAuthor(async (client) => {
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
    await asAuthor(async (client) => {
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
    await asAuthor(async (client) => {
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

describe("vectors", () => {
  test("each pattern has its offline vector; a given one stands beside it", async () => {
    await asAuthor(async (client) => {
      await register(client, [{ name: "a" }, { name: "b", embedding: vectorOf(3) }]);
      const { rows } = await client.query(
        "select pattern_name, provider, provider_version, stale from app.pattern_embeddings order by 1, 2",
      );
      expect(rows).toEqual([
        { pattern_name: "a", provider: "specql-offline", provider_version: "1", stale: false },
        { pattern_name: "b", provider: "given", provider_version: "1", stale: false },
        { pattern_name: "b", provider: "specql-offline", provider_version: "1", stale: false },
      ]);
    });
  });

  test("vectors of different providers are never compared", async () => {
    await asAuthor(async (client) => {
      await register(client, [
        { name: "plain", description: "audit of changes" },
        { name: "given", embedding: vectorOf(3) },
      ]);
      const found = async (sql: string, ...values: unknown[]): Promise<string[]> =>
        (await client.query(sql, values)).rows.map((row) => row.pattern_name);
      // A foreign vector meets foreign vectors, an offline one the offline ones.
      expect(await found("select * from app.search_patterns($1)", vectorOf(3))).toEqual(["given"]);
      expect(
        (
          await found(
            "select * from app.search_patterns((select embedding from app.embed_text('audit of changes')))",
          )
        ).toSorted(),
      ).toEqual(["given", "plain"]);
      await client.query("select app.set_pattern_embedding('plain', 'minilm', 'v2', $1)", [
        vectorOf(5),
      ]);
      // Now there are two other providers, and it has to be said which one is meant.
      expect(await refusal(client, "select app.search_patterns($1)", [vectorOf(3)])).toEqual({
        code: "SG163",
        column: "provider",
      });
      expect(
        await found("select * from app.search_patterns($1, provider => 'minilm')", vectorOf(3)),
      ).toEqual(["plain"]);
      expect(
        await refusal(client, "select app.search_patterns($1, provider => 'bert')", [vectorOf(3)]),
      ).toEqual({ code: "SG263", column: "provider" });
      expect(
        await refusal(
          client,
          "select app.search_patterns((select embedding from app.embed_text('a')), provider => 'minilm')",
        ),
      ).toEqual({ code: "SG163", column: "provider" });
      expect(
        await refusal(
          client,
          "select app.set_pattern_embedding('plain', 'specql-offline', '1', $1)",
          [vectorOf(3)],
        ),
      ).toEqual({ code: "SG163", column: "provider" });
    });
  });

  test("two versions of a provider are two providers; without a version the last one counts", async () => {
    await asAuthor(async (client) => {
      await register(client, [{ name: "a" }, { name: "b" }]);
      await client.query("select app.set_pattern_embedding('a', 'minilm', '1', $1)", [vectorOf(1)]);
      await client.query("select app.set_pattern_embedding('b', 'minilm', '2', $1)", [vectorOf(1)]);
      const names = async (version: string | null): Promise<string[]> =>
        (
          await client.query(
            "select pattern_name from app.search_patterns($1, provider => 'minilm', provider_version => $2)",
            [vectorOf(1), version],
          )
        ).rows.map((row) => row.pattern_name);
      expect(await names("1")).toEqual(["a"]);
      expect(await names("2")).toEqual(["b"]);
      expect(await names(null)).toEqual(["b"]);
    });
  });

  test("the offline vector follows the text, the others become stale and pending", async () => {
    await asAuthor(async (client) => {
      await register(client, [{ name: "a", description: "nothing" }, { name: "b" }]);
      for (const name of ["a", "b"]) {
        await client.query("select app.set_pattern_embedding($1, 'minilm', '1', $2)", [
          name,
          vectorOf(1),
        ]);
      }
      const pending = async (): Promise<string[]> =>
        (
          await client.query("select pattern_name from app.pending_embeddings('minilm', '1')")
        ).rows.map((row) => row.pattern_name);
      expect(await pending()).toEqual([]);
      const near = (): Promise<Record<string, any>> =>
        one(
          client,
          `select pattern_name, distance < 0.5 as near from app.search_patterns(
             (select embedding from app.embed_text('bookkeeping of parcels')), 1)`,
        );
      expect((await near())["near"]).toBe(false);
      await client.query("select app.update_pattern('a', description => 'bookkeeping of parcels')");
      expect(await near()).toEqual({ pattern_name: "a", near: true });
      expect(await pending()).toEqual(["a"]);
      // What is not embedded does not matter.
      await client.query(
        "select app.update_pattern('b', icon => '*', implementation => '{\"x\": 1}')",
      );
      expect(await pending()).toEqual(["a"]);
      expect(
        (
          await client.query(
            "select stale from app.pattern_embeddings where pattern_name = 'a' order by provider",
          )
        ).rows,
      ).toEqual([{ stale: true }, { stale: false }]);
    });
  });

  test("pending_embeddings goes on after a name, and says what is embedded", async () => {
    await asAuthor(async (client) => {
      await register(client, [
        { name: "b_two", category: "audit", description: "second", tags: ["x", "y"] },
        { name: "a" },
        { name: "C" },
      ]);
      const { rows } = await client.query("select * from app.pending_embeddings('m', '1', 1, 'a')");
      expect(rows).toEqual([
        { pattern_name: "b_two", embedded_text: "b two\naudit\nsecond\nx, y" },
      ]);
      expect(
        (await client.query("select * from app.pending_embeddings('m', '1', 0)")).rows,
      ).toEqual([]);
      expect(await refusal(client, "select app.remove_embeddings('m', '1')")).toMatchObject({
        code: "42501",
      });
    });
  });

  test("an administrator drops a provider, but never the offline one", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query("set local role specql_admin");
      await register(client, [{ name: "a", embedding: vectorOf(1) }]);
      expect(await one(client, "select app.remove_embeddings('given', '1') as removed")).toEqual({
        removed: 1,
      });
      expect(await refusal(client, "select app.remove_embeddings('given', '1')")).toMatchObject({
        code: "SG263",
      });
      expect(
        await refusal(client, "select app.remove_embeddings('specql-offline', '1')"),
      ).toMatchObject({
        code: "SG402",
      });
    });
  });
});

describe("the offline vector", () => {
  test("is the same for ever, on every server", async () => {
    const { rows } = await database.pool.query(
      `select md5(array_to_string(e.embedding, ',')) as print, cardinality(e.embedding) as dimensions,
         round(sum(x.n::numeric * x.n::numeric), 4)::text as length
       from app.embed_text(E'Approval workflow: Ünïcode, camelCaseWords & 客户关系') as e, unnest(e.embedding) as x (n)
       group by e.embedding`,
    );
    // Changing this means a new version of the provider: stored vectors would no longer fit.
    expect(rows).toEqual([
      { print: "071719b64b16edec0624cf6cf13a18de", dimensions: 384, length: "1.0000" },
    ]);
  });

  test("case, accents and forms of a word hardly matter; other words do", async () => {
    const { rows } = await database.pool.query(`
      select specql_pattern.stem(w) as stem from unnest(array[
        'approve', 'approval', 'approvals', 'approved', 'approver', 'approving']) as w group by 1`);
    expect(rows).toEqual([{ stem: "approv" }]);
    const same = await database.pool.query(`
      select specql_pattern.offline_embedding('Café Approval') = specql_pattern.offline_embedding('cafe approvals') as same,
        specql_pattern.offline_embedding('') = specql_pattern.offline_embedding('the of and') as wordless`);
    expect(same.rows).toEqual([{ same: true, wordless: true }]);
  });

  test("refuses to embed nothing", async () => {
    await asAuthor(async (client) => {
      for (const text of [null, "", "  "]) {
        expect(await refusal(client, "select app.embed_text($1)", [text])).toEqual({
          code: "SG102",
          column: "text",
        });
      }
      expect(await refusal(client, "select app.embed_text(repeat('x', 10001))")).toEqual({
        code: "SG103",
        column: "text",
      });
    });
  });
});

describe("deprecation and tags", () => {
  test("deprecated patterns name reason and replacement, and are left out unless asked for", async () => {
    await asAuthor(async (client) => {
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
    await asAuthor(async (client) => {
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
    await asAuthor(async (client) => {
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
         where table_schema = 'specql_pattern' and table_name not in ('tb_embedding_provider', 'tb_pattern_category') group by 1, 2 order by 1, 2`,
      );
      expect(rows).toEqual([
        { table_name: "tb_domain_pattern", operation: "insert", count: 1 },
        { table_name: "tb_domain_pattern", operation: "update", count: 1 },
      ]);
    });
  });
});

describe("the extensions' schema", () => {
  test("may be any: everything works after both have moved", async () => {
    await rolledBack(database.pool, async (client) => {
      await client.query(
        `create schema "odd Place"; grant usage on schema "odd Place" to specql_owner`,
      );
      for (const extension of ["vector", "pg_trgm"]) {
        await client.query(`alter extension ${extension} set schema "odd Place"`);
      }
      await client.query("set local role specql_author");
      await register(client, [{ name: "approval", embedding: vectorOf(1) }, { name: "audit" }]);
      for (const call of [
        "search_patterns((select embedding from app.embed_text('approval')))",
        "find_patterns('aproval')",
      ]) {
        const { rows } = await client.query(`select pattern_name from app.${call}`);
        expect(
          rows.map((row) => row.pattern_name),
          call,
        ).toEqual(["approval", "audit"]);
      }
      expect((await client.query("select from app.similar_patterns('audit')")).rows).toHaveLength(
        1,
      );
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
