/** What two values that differ have in common, and where two contents differ. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "../../src/cutover/cells.ts";
import { likeness } from "../../src/cutover/likeness.ts";
import type { Json } from "../../src/legacy/document.ts";
import { verbatim } from "../../src/legacy/json-reader.ts";
import { outOfOrder } from "../../src/cutover/row-order.ts";

describe("likeness", () => {
  test.each<[string, Json, Json]>([
    ["a number in text", "1", 1],
    ["a fraction that is none", 1, verbatim("1.0")],
    ["a leading zero", "013029", "13029"],
    ["a truth value in text", true, "True"],
    ["a truth value as a number", 1, true],
    ["nothing as text", null, ""],
    ["null as text", null, "null"],
    ["JSON in text", { a: 1 }, '{"a": 1}'],
    ["a list in text", ["a", "b"], "a, b"],
    ["bytes and text", { $base64: "aGk=" }, "hi"],
    ["a REAL that is no number", { $real: "Infinity" }, "Infinity"],
    ["an exponent", verbatim("1e3"), "1000"],
  ])("%s was coerced", (_what, one, other) => {
    expect([likeness(one, other), likeness(other, one)]).toEqual(["coerced_type", "coerced_type"]);
  });

  test.each<[string, string, string]>([
    ["decomposed", "café", "cafe\u0301"],
    ["misread as Windows-1252", "café – “x”", Buffer.from("café – “x”").toString("latin1")],
    ["misread twice", "é", "Ã\u0083Â©"],
    ["replaced", "Zürich", "Z\ufffdrich"],
    ["replaced byte by byte", "Zürich", "Z\ufffd\ufffdrich"],
    ["question marks", "Zürich", "Z?rich"],
    ["a byte order mark", "name", "\ufeffname"],
    ["a space that does not break", "a b", "a\u00a0b"],
    ["a Cyrillic letter", "name", "n\u0430me"],
    ["full width", "ABC", "ＡＢＣ"],
    ["a zero-width space", "ab", "a\u200bb"],
    ["typographic quotes", 'say "x"', "say “x”"],
    ["ends of lines", "a\nb", "a\r\nb"],
  ])("%s is another encoding", (_what, one, other) => {
    expect([likeness(one, other), likeness(other, one)]).toEqual(["encoding", "encoding"]);
  });

  test.each<[string, Json, Json]>([
    ["another word", "left", "right"],
    ["another number", 1, 2],
    ["a question mark for an ASCII letter", "cart", "c?rt"],
    ["an accent less", "cafe", "café"],
    ["a capital", "Name", "name"],
    ["a number that is no truth value", 2, true],
    ["text that is no JSON", { a: 1 }, "{a: 1}"],
    ["nothing and zero", null, 0],
  ])("%s is a change", (_what, one, other) => {
    expect([likeness(one, other), likeness(other, one)]).toEqual(["changed", "changed"]);
  });
});

describe("differences", () => {
  const summary = (one: Json, other: Json, also = {}): unknown[] =>
    differences(one, other, { also }).map(({ type, attribute }) => [type, attribute]);

  test("are named by their path", () => {
    const one = { a: { b: [1, { c: "x" }] }, d: 1, list: ["x", "y"] };
    const other = { a: { b: [1, { c: "y" }] }, e: 1, list: ["y", "x"] };
    expect(summary(one, other)).toEqual([
      ["changed", "a.b.1.c"],
      ["missing_in_legacy", "d"],
      ["order", "list"],
      ["missing_in_postgresql", "e"],
    ]);
  });
  test("of table rows are none where one says null and the other nothing", () => {
    const one = { a: null, b: 1, c: { d: null } };
    const other = { b: 1, c: {}, e: null };
    expect(differences(one, other).map(({ attribute }) => attribute)).toEqual(["a", "c.d", "e"]);
    const ofTable = differences(one, other, { absentIsNull: true });
    expect(ofTable.map(({ attribute }) => attribute)).toEqual(["c.d"]);
    expect(differences({ a: null }, { a: 1 }, { absentIsNull: true })).toHaveLength(1);
  });

  test("of lists are what was put in or taken out", () => {
    expect(summary({ l: [1, 2, 3] }, { l: [1, 3] })).toEqual([["missing_in_legacy", "l.1"]]);
    expect(summary({ l: [1, 3] }, { l: [1, 2, 3] })).toEqual([["missing_in_postgresql", "l.1"]]);
  });
  test("leave out what the file may say as well", () => {
    expect(summary({ code: "012311" }, { code: "013211" }, { code: "013211" })).toEqual([]);
    expect(summary({ code: "012311" }, { code: "013212" }, { code: "013211" })).toHaveLength(1);
  });
  test("of a key in other characters", () => {
    expect(summary({ "caf\u00e9": 1 }, { "cafe\u0301": 1 })).toEqual([
      ["encoding", "caf\u00e9.$key"],
    ]);
  });
  test("are none exactly when both are equal", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (a, b) => {
        const [one, other] = [a, b].map((value) => JSON.parse(JSON.stringify(value)) as Json);
        expect(differences(one!, one!)).toEqual([]);
        const same = JSON.stringify(sorted(one!)) === JSON.stringify(sorted(other!));
        expect(differences(one!, other!).length === 0).toBe(same);
      }),
    );
  });
});

function sorted(value: Json): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  const entries = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
  // No list looks like this: an empty map is no empty list.
  return { map: entries };
}

describe("rows out of order", () => {
  test("are as few as possible, and the rest is in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.infiniteStream(fc.nat(1000)), (n, keys) => {
        const weights = Array.from({ length: n }, () => keys.next().value as number);
        const ranks = weights
          .map((weight, at) => [weight, at] as const)
          .toSorted((a, b) => a[0] - b[0])
          .map(([, at]) => at);
        const moved = new Set(outOfOrder(ranks));
        const rest = ranks.filter((_, at) => !moved.has(at));
        expect(rest).toEqual(rest.toSorted((a, b) => a - b));
        let longest = 0;
        for (let mask = 0; mask < 2 ** n; mask += 1) {
          const chosen = ranks.filter((_, at) => (mask >> at) & 1);
          const rises = chosen.every((rank, at) => at === 0 || (chosen[at - 1] ?? 0) < rank);
          if (rises) longest = Math.max(longest, chosen.length);
        }
        expect(rest).toHaveLength(longest);
      }),
    );
  });
});
