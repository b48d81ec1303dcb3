/** The vectors that patterns have: whose they are, and what they are compared with. */
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import { asAuthor, one, refusal, register, vectorOf } from "../support/patterns.ts";

const database = await testDatabase();
afterAll(() => database.drop());

describe("vectors", () => {
  test("each pattern has its offline vector; a given one stands beside it", async () => {
    await asAuthor(database.pool, async (client) => {
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
    await asAuthor(database.pool, async (client) => {
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

  test("patterns that a provider has not embedded come last, and do not stay away", async () => {
    await asAuthor(database.pool, async (client) => {
      await register(client, [
        { name: "embedded", description: "zebra", embedding: vectorOf(3) },
        { name: "near", description: "bookkeeping" },
        { name: "far", description: "zebra" },
      ]);
      const { rows } = await client.query(
        "select pattern_name, vector_rank from app.find_patterns('bookkeeper unknownword', $1)",
        [vectorOf(3)],
      );
      expect(rows).toHaveLength(3);
      expect(rows.filter((row) => row.vector_rank !== null)).toEqual([
        { pattern_name: "embedded", vector_rank: 1 },
      ]);
      // The offline vectors know all three, the given ones only this one.
      const similar = await client.query(
        "select pattern_name from app.similar_patterns('embedded')",
      );
      expect(similar.rows.map((row) => row.pattern_name)).toEqual(["far", "near"]);
      const given =
        "select pattern_name from app.similar_patterns('embedded', provider => 'given')";
      expect((await client.query(given)).rows).toEqual([]);
      for (const name of ["near", "far"]) {
        await client.query("select app.set_pattern_embedding($1, 'given', '1', $2)", [
          name,
          vectorOf(name === "near" ? 3 : 9),
        ]);
      }
      const all = await client.query("select pattern_name from app.similar_patterns('embedded')");
      expect(all.rows.map((row) => row.pattern_name)).toEqual(["near", "far"]);
    });
  });

  test("two versions of a provider are two providers; without a version the last one counts", async () => {
    await asAuthor(database.pool, async (client) => {
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
    await asAuthor(database.pool, async (client) => {
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
    await asAuthor(database.pool, async (client) => {
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
    await asAuthor(database.pool, async (client) => {
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
