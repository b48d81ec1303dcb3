/** Searching patterns: how many rows come, which, in what order, and why. */
import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import { distance, fillLibrary, register, vectorOf } from "../support/patterns.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const CATEGORIES = ["workflow", "audit", "hierarchy"];
const TAGS = ["a", "b", "c"];

/** Filters of a search, and how often a pattern meets them. */
interface Filters {
  category: string | null;
  tags: string[];
  deprecated: boolean;
}
const filters: fc.Arbitrary<Filters> = fc.record({
  category: fc.constantFrom(null, ...CATEGORIES),
  tags: fc.subarray(TAGS),
  deprecated: fc.boolean(),
});

interface Known {
  name: string;
  category: string;
  tags: string[];
  deprecated: boolean;
  embedding: number[];
}
const library: Known[] = Array.from({ length: 60 }, (_, i) => ({
  name: `pattern ${i}`,
  category: CATEGORIES[(i * 7) % 3]!,
  tags: TAGS.filter((_tag, t) => (i >> t) % 2 === 0),
  deprecated: i % 5 === 0,
  embedding: vectorOf(i + 1),
}));

const meets =
  (f: Filters) =>
  (p: Known): boolean =>
    (f.category === null || p.category === f.category) &&
    f.tags.every((tag) => p.tags.includes(tag)) &&
    (f.deprecated || !p.deprecated);

async function names(client: pg.ClientBase, sql: string, values: unknown[]): Promise<string[]> {
  const { rows } = await client.query<{ pattern_name: string }>(sql, values);
  return rows.map((row) => row.pattern_name);
}

describe("min(limit, matching) rows, filters or not", () => {
  test("search_patterns: the exact answer, for any limit and filters", async () => {
    await rolledBack(database.pool, async (client) => {
      await register(client, library);
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.integer({ min: 0, max: 80 }),
          fc.integer({ min: 1, max: 1000 }),
          async (f, limit, seed) => {
            const query = vectorOf(seed);
            const expected = library
              .filter(meets(f))
              .map((p) => ({ name: p.name, distance: distance(p.embedding, query) }))
              .toSorted((a, b) => a.distance - b.distance)
              .slice(0, limit)
              .map((p) => p.name);
            expect(
              await names(
                client,
                "select pattern_name from app.search_patterns($1, $2, $3, $4, $5)",
                [query, limit, f.category, f.tags, f.deprecated],
              ),
            ).toEqual(expected);
          },
        ),
        { numRuns: 60 },
      );
    });
  });

  test("find_patterns and similar_patterns: each once, and as many as there are", async () => {
    await rolledBack(database.pool, async (client) => {
      await register(client, library);
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.integer({ min: 0, max: 80 }),
          fc.constantFrom(
            "pattern",
            "workflow audit",
            "patern 7",
            "nothing like it",
            '"pattern 3"',
            "-pattern",
            "客户",
          ),
          fc.integer({ min: 0, max: 59 }),
          async (f, limit, query, which) => {
            const matching = library.filter(meets(f)).map((p) => p.name);
            const found = await names(
              client,
              "select pattern_name from app.find_patterns($1, null, $2, $3, $4, $5)",
              [query, f.category, limit, f.tags, f.deprecated],
            );
            expect(found).toHaveLength(Math.min(limit, matching.length));
            expect(new Set(found).size).toBe(found.length);
            expect(found.filter((name) => !matching.includes(name))).toEqual([]);

            const self = `pattern ${which}`;
            const others = matching.filter((name) => name !== self);
            const similar = await names(
              client,
              "select pattern_name from app.similar_patterns($1, $2, $3, $4, $5)",
              [self, limit, f.category, f.tags, f.deprecated],
            );
            expect(similar).toHaveLength(Math.min(limit, others.length));
            expect(similar.filter((name) => !others.includes(name))).toEqual([]);
          },
        ),
        { numRuns: 40 },
      );
    });
  });

  test("a negative limit is refused, none is ten", async () => {
    await rolledBack(database.pool, async (client) => {
      await register(client, library);
      expect(
        await names(client, "select * from app.search_patterns($1, null)", [vectorOf(1)]),
      ).toHaveLength(10);
      await expect(
        client.query("select app.search_patterns($1, -1)", [vectorOf(1)]),
      ).rejects.toMatchObject({ code: "SG165", column: "limit" });
    });
  });
});

describe("a library too large to compare all", () => {
  const COUNT = 1100;

  /** What comes with and without filters, against counting and sorting everything. */
  async function compare(client: pg.ClientBase, what: string): Promise<void> {
    for (const [filter, condition] of [
      ["", "not deprecated"],
      [", include_deprecated => true", "true"],
      [", category => 'bulk 3'", "not deprecated and pattern_category = 'bulk 3'"],
      [", with_tags => '{even}'", "not deprecated and 'even' = any (tags)"],
      [", with_tags => '{rare}'", "not deprecated and 'rare' = any (tags)"],
      [
        ", category => 'bulk 7', with_tags => '{rare}'",
        "not deprecated and pattern_category = 'bulk 7' and 'rare' = any (tags)",
      ],
    ] as const) {
      for (const limit of [1, 10, 1500]) {
        const { rows } = await client.query<{ pattern_name: string; distance: number }>(
          `select pattern_name, distance from app.search_patterns(
             (select embedding from app.embed_text('number 17 of the bulk')), ${limit}${filter})`,
        );
        const { rows: counted } = await client.query<{ count: number }>(
          `select least(count(*), ${limit})::integer as count from app.patterns where ${condition}`,
        );
        const { rows: allowed } = await client.query<{ names: string[] }>(
          `select array_agg(pattern_name) as names from app.patterns where ${condition}`,
        );
        expect(rows.length, `${what}: ${filter} limit ${limit}`).toBe(counted[0]!.count);
        expect(rows.filter((row) => !allowed[0]!.names.includes(row.pattern_name))).toEqual([]);
        expect(rows.map((row) => row.distance)).toEqual(
          rows.map((row) => row.distance).toSorted((a, b) => a - b),
        );
      }
    }
  }

  test(
    "as many rows as match, nearest first, whatever the graph is allowed to do",
    { tags: ["slow"] },
    async () => {
      await rolledBack(database.pool, async (client) => {
        await fillLibrary(client, COUNT);
        await client.query(
          "analyze specql_pattern.tb_domain_pattern, specql_pattern.tb_pattern_embedding",
        );
        await client.query("set local enable_sort = off; set local jit = off");
        await compare(client, "by the graph");
        // The graph gives up at once: what is missing must come from comparing all.
        await client.query("set local hnsw.max_scan_tuples = 1");
        await compare(client, "by a graph that gives up");
        const { rows } = await client.query(
          `select current_setting('hnsw.ef_search') as ef, current_setting('hnsw.iterative_scan') as iterative,
           current_setting('pg_trgm.word_similarity_threshold') as threshold`,
        );
        // The caller's own settings are as they were.
        expect(rows).toEqual([{ ef: "40", iterative: "off", threshold: "0.6" }]);
        const found = await names(
          client,
          "select * from app.find_patterns('number 777', \"limit\" => 5)",
          [],
        );
        expect(found[0]).toBe("bulk 777");
        expect(found).toHaveLength(5);
      });
    },
  );
});

describe("find_patterns says why", () => {
  beforeAll(async () => {
    await register(database.pool, [
      {
        name: "approval_chain",
        description: "Several reviewers approve one after the other",
        tags: ["review"],
      },
      {
        name: "invoice_numbering",
        category: "finance",
        description: "Invoices get consecutive numbers",
        tags: ["sequence"],
      },
      {
        name: "row_history",
        category: "audit",
        description: "Every version of a row is kept",
        tags: ["temporal"],
      },
    ]);
  });

  const ranks = async (query: string): Promise<Record<string, any>> => {
    const { rows } = await database.pool.query(
      "select pattern_name, score, text_rank, synonym_rank, trigram_rank, vector_rank from app.find_patterns($1)",
      [query],
    );
    expect(rows.map((row) => row.score)).toEqual(
      rows.map((row) => row.score).toSorted((a, b) => b - a),
    );
    return rows[0];
  };

  test("by its words", async () => {
    expect(await ranks("consecutive numbers")).toMatchObject({
      pattern_name: "invoice_numbering",
      text_rank: 1,
      vector_rank: 1,
    });
  });

  test("by words that mean the same", async () => {
    expect(await ranks("bill")).toMatchObject({
      pattern_name: "invoice_numbering",
      text_rank: null,
      synonym_rank: 1,
    });
  });

  test("by its spelling", async () => {
    expect(await ranks("aproval")).toMatchObject({
      pattern_name: "approval_chain",
      text_rank: null,
      trigram_rank: 1,
    });
  });

  test("quotes, or and minus mean what they mean to websearch_to_tsquery", async () => {
    const matched = async (query: string): Promise<string[]> =>
      (
        await database.pool.query(
          "select pattern_name from app.find_patterns($1) where text_rank is not null order by text_rank",
          [query],
        )
      ).rows.map((row) => row.pattern_name);
    expect(await matched("invoices reviewers")).toHaveLength(2);
    expect(await matched('"consecutive numbers"')).toEqual(["invoice_numbering"]);
    expect(await matched('"numbers consecutive"')).toEqual([]);
    expect((await matched("invoices or version")).toSorted()).toEqual([
      "invoice_numbering",
      "row_history",
    ]);
    expect(await matched("kept -version")).toEqual([]);
    expect(await matched("parent-child -nothing")).toEqual([]);
  });

  test("refuses a question without words, and one that is a book", async () => {
    for (const [query, code] of [
      ["", "SG102"],
      ["   ", "SG102"],
      [null, "SG102"],
      ["x".repeat(1001), "SG103"],
    ]) {
      await expect(
        database.pool.query("select app.find_patterns($1)", [query]),
      ).rejects.toMatchObject({ code, column: "query" });
    }
    // Nothing but signs and stop words is a question all the same: the vectors answer.
    for (const query of ["???", "the", "'", "\\", "& | ! :*", "<->", "(((", '"', "-"]) {
      expect(
        (await database.pool.query("select from app.find_patterns($1)", [query])).rows,
      ).toHaveLength(3);
    }
  });

  test("an unknown category is answered with the one that was meant", async () => {
    await expect(
      database.pool.query("select app.find_patterns('x', category => 'finnance')"),
    ).rejects.toMatchObject({
      code: "SG262",
      hint: expect.stringContaining("finance"),
      column: "category",
    });
  });
});
