/** The JSON reader: nothing is lost, and what is wrong is said with its place. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SpecqlError } from "../../src/errors.ts";
import { type JsonNode, decodeJson, parseJson, toJson } from "../../src/legacy/json-reader.ts";
import { readTypeRegistry } from "../../src/legacy/type-registry.ts";

/** Written again, as JSON.stringify does it. */
const again = (text: string): string => JSON.stringify(toJson(parseJson(text, "f.json")));

function refusal(work: () => unknown): SpecqlError {
  try {
    work();
  } catch (error) {
    if (error instanceof SpecqlError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("what is kept", () => {
  test.for([
    "0.0",
    "-0",
    "1e2",
    "1E+2",
    "12345678901234567890",
    "0.1000",
    "1e400",
    "3.141592653589793238462643",
  ])("the number %s, digit by digit", (number) => {
    expect(again(`{"n":[${number}]}`)).toBe(`{"n":[${number}]}`);
  });

  test("texts, whatever is in them", () => {
    expect(again('"\\u00e9 \\ud83d\\ude00 \\" \\\\ \\/ \\b\\f\\n\\r\\t \\u007f"')).toBe(
      JSON.stringify('é 😀 " \\ / \b\f\n\r\t \u007f'),
    );
  });

  test("keys, in the order of the file, __proto__ among them", () => {
    const node = parseJson('{"z":1,"__proto__":{"x":1},"1":2,"":3}', "f.json");
    expect(node.is === "object" && node.entries.map(({ key }) => key)).toEqual([
      "z",
      "__proto__",
      "1",
      "",
    ]);
    expect(Object.keys(toJson(node) as object)).toContain("__proto__");
  });

  test("places, with any line end and a byte order mark", () => {
    const text = decodeJson(
      new TextEncoder().encode('\uFEFF{\r\n  "a": 1,\r"b":\n [2]}'),
      "f.json",
    );
    const places: [string, number, number][] = [];
    const walk = (node: JsonNode): void => {
      if (node.is === "object") {
        for (const { key, line, column, value } of node.entries) {
          places.push([key, line, column]);
          walk(value);
        }
      } else if (node.is === "array") places.push(["[", node.line, node.column]);
    };
    walk(parseJson(text, "f.json"));
    expect(places).toEqual([
      ["a", 2, 3],
      ["b", 3, 1],
      ["[", 4, 2],
    ]);
  });

  test("any JSON reads as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.nat(4), (value, spaces) => {
        // Half surrogates and NUL characters are refused; the next tests say so.
        fc.pre(
          JSON.stringify(value).isWellFormed() && !/\\u(0000|d[89ab])/.test(JSON.stringify(value)),
        );
        const text = JSON.stringify(value, null, spaces);
        expect(JSON.parse(again(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe("what is refused, and where", () => {
  test.for<[string, number, number]>([
    ["", 1, 1],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{"a": 1\n "b": 2}', 2, 2],
    ["[1, 2", 1, 6],
    ["[01]", 1, 3],
    ["[1.]", 1, 3],
    ["[.5]", 1, 2],
    ["[+1]", 1, 2],
    ["[NaN]", 1, 2],
    ["[Infinity]", 1, 2],
    ["['a']", 1, 2],
    ["{a: 1}", 1, 2],
    ['{"a" 1}', 1, 6],
    ['["a\nb"]', 1, 4],
    ['["a\\x"]', 1, 4],
    ['["\\u12"]', 1, 3],
    ['["\\u0000"]', 1, 3],
    ['["\\ud800"]', 1, 2],
    ['["a]', 1, 2],
    ["[1] [2]", 1, 5],
    ["// note\n[1]", 1, 1],
    ['{"a": 1,\n "a": 2}', 2, 2],
    [`${"[".repeat(600)}`, 1, 502],
  ])("%j", ([text, line, column]) => {
    const error = refusal(() => parseJson(text, "f.json"));
    expect(error).toMatchObject({ code: "SG130", detail: `Line ${line}, column ${column}.` });
    expect(error.message).toContain(`f.json:${line}:${column}: `);
  });

  test("a file that is not UTF-8", () => {
    const bytes = new Uint8Array([0x7b, 0x0a, 0x22, 0xff, 0x22, 0x7d]);
    expect(refusal(() => decodeJson(bytes, "f.json"))).toMatchObject({
      code: "SG130",
      detail: "Line 2, column 2.",
    });
  });

  test("a mutilated file never reads as something else", () => {
    const text = '{"scalar_types":{"a":{"postgres_type":"TEXT","min":0.0}},"x":[1,true,null]}';
    for (let cut = 0; cut < text.length; cut += 1) {
      expect(refusal(() => parseJson(text.slice(0, cut), "f.json")).code).toBe("SG130");
    }
  });
});

describe("a type registry", () => {
  test("is told from what is none", () => {
    for (const [text, code] of [
      ["", "SG131"],
      [" \n", "SG131"],
      ["[]", "SG131"],
      ["3", "SG131"],
      ["{}", "SG131"],
      ['{"domains": {}}', "SG131"],
      ['{"scalar_types": {}, "composite_types": []}', "SG131"],
      ['{"scalar_types": ', "SG130"],
    ]) {
      expect(refusal(() => readTypeRegistry(text!, "f.json")).code, text).toBe(code);
    }
  });

  test("keeps the order, the lines and the digits", () => {
    const document = readTypeRegistry(
      '{"source": {"n": 1.0},\n"scalar_types": {"b": {"min_value": 0.0},\n"a": "text"},\n' +
        '"composite_types": {"C": {"fields": {"y": {"type": "b"},\n"x": {"type": "a"}}}}}',
      "f.json",
    );
    expect(JSON.stringify(document)).toBe(
      '{"source":{"n":1.0},"scalar_types":[{"$key":"b","$line":2,"$value":{"min_value":0.0}},' +
        '{"$key":"a","$line":3,"$value":"text"}],"composite_types":[{"$key":"C","$line":4,"$value":{"fields":' +
        '[{"$key":"y","$line":4,"$value":{"type":"b"}},{"$key":"x","$line":5,"$value":{"type":"a"}}]}}]}',
    );
  });
});
