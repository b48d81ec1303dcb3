/** The canonical text of JSON is PostgreSQL's own, character for character. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { canonicalText, rowHash } from "../../src/legacy/canonical.ts";
import { parseJson, toJson } from "../../src/legacy/json-reader.ts";
import { testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

/** What PostgreSQL writes for each text of JSON. */
async function written(texts: readonly string[]): Promise<string[]> {
  const { rows } = await database.pool.query<{ text: string }>(
    "select t.text::jsonb::text as text from unnest($1::text[]) with ordinality as t(text, n) order by t.n",
    [texts],
  );
  return rows.map((row) => row.text);
}

async function agrees(texts: readonly string[]): Promise<void> {
  const ours = texts.map((text) => canonicalText(toJson(parseJson(text, "test"))));
  expect(ours).toEqual(await written(texts));
}

describe("the canonical text", () => {
  test("of every character below 0x2100", async () => {
    const all = Array.from({ length: 0x2100 - 1 }, (_, index) => String.fromCodePoint(index + 1));
    await agrees(all.map((character) => JSON.stringify({ [character]: `a${character}b` })));
  });

  test("of numbers however they are written", async () => {
    const numbers = [
      ..."0 -0 -0.0 0.00 -0e-3 0e5 1e5 1E-7 1.50 1.50e1 1.5e-3 100e-2 12e+2 1e0 -1.10E+1".split(
        " ",
      ),
      ..."0.000001e3 0.010e1 10.01e-1 123456789012345678901234567890 0.1e-20 1e308 -5e-324".split(
        " ",
      ),
      "9".repeat(300),
      `0.${"0".repeat(299)}1`,
      `1e131071`,
      `1e-16383`,
    ];
    await agrees(numbers);
  });

  test("of keys, which sort by their length in bytes first", async () => {
    await agrees([
      '{"b":1,"a":2,"aa":3,"B":4,"":5}',
      '{"é":1,"zz":2,"z":3,"€":4,"ééé":5,"😀":6,"\uffee":7,"\ud800\udc00":8}',
      '{"__proto__":1,"constructor":2,"10":3,"9":4}',
    ]);
  });

  test("of anything", async () => {
    const digits = fc
      .tuple(
        fc.constantFrom("", "-"),
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.option(fc.stringMatching(/^[0-9]{1,30}$/), { nil: undefined }),
        fc.option(fc.integer({ min: -60, max: 60 }), { nil: undefined }),
        fc.constantFrom("e", "E"),
      )
      .map(
        ([sign, whole, fraction, exponent, e]) =>
          `${sign}${whole}${fraction === undefined ? "" : `.${fraction}`}` +
          (exponent === undefined ? "" : `${e}${exponent}`),
      );
    const text = fc
      .string({ unit: "binary", maxLength: 12 })
      .filter((value) => !value.includes("\0"))
      .map((value) => JSON.stringify(value));
    const { json } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        digits,
        text,
        fc.constantFrom("null", "true", "false"),
        tie("list"),
        tie("object"),
      ),
      list: fc.array(tie("json"), { maxLength: 5 }).map((items) => `[${items.join(",")}]`),
      object: fc
        .uniqueArray(fc.tuple(text, tie("json")), { maxLength: 8, selector: ([key]) => key })
        .map((pairs) => `{${pairs.map(([key, value]) => `${key}:${value}`).join(" , ")}}`),
    }));
    await fc.assert(fc.asyncProperty(fc.array(json, { minLength: 30, maxLength: 60 }), agrees), {
      numRuns: 40,
    });
  });

  test("of a number that numeric cannot hold is what stands there", () => {
    const value = toJson(parseJson("[1e131072, 1e999999999999, 1e-16384]", "test"));
    expect(canonicalText(value)).toBe("[1e131072, 1e999999999999, 1e-16384]");
  });

  test("is what a row's hash is made of", () => {
    const expected = createHash("sha256").update('npm/é\n{"a": 1, "bb": 2}', "utf8").digest("hex");
    expect(rowHash("npm/é", { bb: 2, a: 1 }).toString("hex")).toBe(expected);
  });
});
