/** How well search understands people: the part of the labelled set that it was tuned on. */
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import { labelledSet, ndcg, registerSet, searchQuality } from "../support/search-quality.ts";

const database = await testDatabase();
afterAll(() => database.drop());

describe("the labelled set", () => {
  test("is as large as was asked for, a third of it held back", async () => {
    const { patterns, queries } = await labelledSet();
    expect(patterns.length).toBeGreaterThanOrEqual(60);
    expect(queries.length).toBeGreaterThanOrEqual(60);
    expect(queries.filter((query) => query.held_back).length).toBe(Math.floor(queries.length / 3));
    const names = new Set(patterns.map((pattern) => pattern.pattern_name));
    expect(
      queries.flatMap((query) => Object.keys(query.relevant)).filter((name) => !names.has(name)),
    ).toEqual([]);
  });

  test("ndcg is 1 for the ideal order, 0 for nothing, and less for a later place", () => {
    const relevant = { a: 3, b: 1 };
    expect(ndcg(["a", "b", "c"], relevant)).toBe(1);
    expect(ndcg(["c"], relevant)).toBe(0);
    expect(ndcg(["b", "a"], relevant)).toBeCloseTo(
      (1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)),
      10,
    );
  });
});

describe("nDCG@10 on the tuned two thirds, with offline vectors", () => {
  test(
    "hybrid is 15 % above vectors alone and above full text alone",
    { tags: ["slow"] },
    async () => {
      const set = await labelledSet();
      await rolledBack(database.pool, async (client) => {
        await registerSet(client, set);
        const quality = await searchQuality(
          client,
          set.queries.filter((query) => !query.held_back),
        );
        console.log(quality);
        expect(quality.hybrid / quality.vector).toBeGreaterThanOrEqual(1.15);
        expect(quality.hybrid / quality.text).toBeGreaterThanOrEqual(1.15);
        expect(quality.hybrid / quality.websearch).toBeGreaterThanOrEqual(1.15);
        expect(quality.hybrid).toBeGreaterThan(0.75);
      });
    },
  );
});
