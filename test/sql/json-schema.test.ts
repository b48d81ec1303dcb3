/** JSON Schema in the database: what the official suite does not ask. */
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

interface Problem {
  instance_path: string;
  schema_path: string;
  keyword: string;
}

/** The problems of a value, or the code that the schema or the value is refused with. */
async function problems(
  schema: unknown,
  value: unknown,
  formats = false,
  documents: unknown = {},
): Promise<Problem[] | string> {
  const values = [schema, value, formats, documents].map((v) => JSON.stringify(v));
  try {
    const { rows } = await database.pool.query<Problem>(
      "select instance_path, schema_path, keyword from app.validate_json($1, $2, $3, $4)",
      values,
    );
    return rows;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

async function scalar<T>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await database.pool.query<{ x: T }>(`select ${sql} as x`, values);
  return rows[0]!.x;
}

const address = {
  type: "object",
  properties: {
    street: { type: "string", minLength: 1 },
    city: { $ref: "#/$defs/name" },
    tags: { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true },
    "a/b~c": { type: "number", exclusiveMinimum: 0, multipleOf: 0.01 },
  },
  required: ["street", "city"],
  additionalProperties: false,
  $defs: { name: { type: "string", pattern: "^\\p{Lu}" } },
};

describe("problems", () => {
  test("say where in the value, where in the schema, and which keyword", async () => {
    const value = { street: "", tags: ["a", "c", "a"], "a/b~c": -0.001, extra: 1 };
    const found = (await problems(address, value)) as Problem[];
    expect(found.map(Object.values).toSorted()).toEqual([
      ["", "/required", "required"],
      ["/a~1b~0c", "/properties/a~1b~0c/exclusiveMinimum", "exclusiveMinimum"],
      ["/a~1b~0c", "/properties/a~1b~0c/multipleOf", "multipleOf"],
      ["/extra", "/additionalProperties", "additionalProperties"],
      ["/street", "/properties/street/minLength", "minLength"],
      ["/tags", "/properties/tags/uniqueItems", "uniqueItems"],
      ["/tags/1", "/properties/tags/items/enum", "enum"],
    ]);
    expect(await problems(address, { street: "s", city: "Paris" })).toEqual([]);
    expect(await problems(address, { street: "s", city: "paris" })).toEqual([
      { instance_path: "/city", schema_path: "/properties/city/$ref/pattern", keyword: "pattern" },
    ]);
  });

  test("name the schemas of anyOf that failed, the branch of if, and what nobody evaluated", async () => {
    const schema = {
      anyOf: [{ type: "string" }, { minimum: 5 }],
      if: { const: 1 },
      // oxlint-disable-next-line no-thenable
      then: { multipleOf: 2 },
    };
    expect(((await problems(schema, 1)) as Problem[]).map((p) => p.schema_path)).toEqual([
      "/anyOf",
      "/anyOf/0/type",
      "/anyOf/1/minimum",
      "/then/multipleOf",
    ]);
    const rest = { allOf: [{ properties: { a: true } }], unevaluatedProperties: false };
    expect(await problems(rest, { a: 1, b: 1 })).toEqual([
      {
        instance_path: "/b",
        schema_path: "/unevaluatedProperties",
        keyword: "unevaluatedProperties",
      },
    ]);
  });

  test("are at most a thousand", async () => {
    const found = await problems({ items: { type: "string" } }, Array(3000).fill(1));
    expect(found).toHaveLength(1000);
  });

  test("numbers are compared exactly", async () => {
    const query = "select count(*)::int as n from app.validate_json($1, $2)";
    const count = async (schema: string, value: string): Promise<number> =>
      (await database.pool.query<{ n: number }>(query, [schema, value])).rows[0]!.n;
    expect(await count('{"maximum": 9007199254740993}', "9007199254740993")).toBe(0);
    expect(await count('{"maximum": 9007199254740992}', "9007199254740993")).toBe(1);
    expect(await count('{"multipleOf": 0.1}', "1.1")).toBe(0);
    expect(await count('{"multipleOf": 1e-300}', "1e300")).toBe(0);
    expect(await count('{"const": 1.0}', "1.00")).toBe(0);
    expect(await count('{"type": "integer"}', "1e400")).toBe(0);
    expect(await count('{"type": "integer"}', "1e-400")).toBe(1);
  });
});

describe("schemas that are refused", () => {
  const refused: Record<string, [unknown, string]> = {
    "a text": ["string", "SG140"],
    "a wrong type": [{ type: "text" }, "SG140"],
    "a type twice": [{ type: ["string", "string"] }, "SG140"],
    "a negative length": [{ minLength: -1 }, "SG140"],
    "half a length": [{ properties: { a: { maxLength: 1.5 } } }, "SG140"],
    "no list": [{ required: "a" }, "SG140"],
    "names twice": [{ required: ["a", "a"] }, "SG140"],
    "an empty anyOf": [{ anyOf: [] }, "SG140"],
    "a list of schemas in items": [{ items: [{}] }, "SG140"],
    "a number as schema": [{ properties: { a: 1 } }, "SG140"],
    "multiples of nothing": [{ multipleOf: 0 }, "SG140"],
    "a fragment in $id": [{ $id: "http://example.com/#x" }, "SG140"],
    "a reference to nothing": [{ $ref: "#/$defs/a" }, "SG141"],
    "a reference to nobody": [{ $ref: "http://example.com/x" }, "SG141"],
    "an unknown anchor": [{ $ref: "#here" }, "SG141"],
    "a broken pattern": [{ pattern: "(" }, "SG142"],
    "a broken name pattern": [{ patternProperties: { "[": {} } }, "SG142"],
    "a back reference": [{ pattern: "(a)\\1" }, "SG142"],
    "an unknown property": [{ pattern: "\\p{Script=Greek}" }, "SG142"],
    "an anchor of another language": [{ pattern: "a\\Z" }, "SG142"],
    "options of PostgreSQL": [{ pattern: "(?i)a" }, "SG142"],
    "another draft": [{ $schema: "http://json-schema.org/draft-07/schema#" }, "SG145"],
    "a circle": [{ $ref: "#" }, "SG146"],
    "a long circle": [
      { $ref: "#/$defs/a", $defs: { a: { anyOf: [{ $ref: "#/$defs/b" }] }, b: { $ref: "#" } } },
      "SG146",
    ],
  };

  test.for(Object.entries(refused))("%s", async ([, [schema, code]]) => {
    expect(await problems(schema, 1)).toBe(code);
    // The same judgement from the other side, which lists what is wrong.
    const { rows } = await database.pool.query("select * from app.check_json_schema($1)", [
      JSON.stringify(schema),
    ]);
    expect(rows.length).toBeGreaterThan(0);
  });

  test("check_json_schema lists all that the meta-schema says", async () => {
    const { rows } = await database.pool.query<Problem>("select * from app.check_json_schema($1)", [
      JSON.stringify({ properties: { a: { type: "text" } }, minItems: -1, required: [1] }),
    ]);
    const places = new Set(rows.map((row) => row.instance_path));
    expect([...places].toSorted()).toEqual(["/minItems", "/properties/a/type", "/required/0"]);
    expect(await scalar('count(*)::int from app.check_json_schema(\'{"type": "object"}\')')).toBe(
      0,
    );
  });

  test("data that looks like keywords is data", async () => {
    const schema = {
      const: { $ref: "#/nowhere", $id: 1, type: "text" },
      properties: { $ref: { type: "string" }, $id: { type: "number" } },
      examples: [{ pattern: "(" }],
      unknown: { $ref: 7 },
    };
    // Valid, because it is what const says; and no reference of it was looked for.
    expect(await problems(schema, schema.const)).toHaveLength(2);
    expect(await problems({ const: schema.const }, schema.const)).toEqual([]);
  });
});

describe("references to further documents", () => {
  const documents = {
    address,
    "https://example.com/people": {
      $defs: { person: { $anchor: "person", properties: { home: { $ref: "/address" } } } },
    },
    "https://example.com/address": { $ref: "urn:x:address" },
    "urn:x:address": { required: ["street"] },
  };

  test("are found by URI, by name and by anchor", async () => {
    expect(await problems({ $ref: "address" }, { street: "s" }, false, documents)).toHaveLength(1);
    expect(await problems({ $ref: "address#/$defs/name" }, "lower", false, documents)).toHaveLength(
      1,
    );
    const schema = { $ref: "https://example.com/people#person" };
    expect(await problems(schema, { home: {} }, false, documents)).toEqual([
      {
        instance_path: "/home",
        schema_path: "/$ref/properties/home/$ref/$ref/required",
        keyword: "required",
      },
    ]);
    expect(await problems(schema, { home: { street: 1 } }, false, documents)).toEqual([]);
  });

  test("missing_references names what to load next", async () => {
    const missing = (given: object): Promise<string[]> =>
      scalar("specql_type.missing_references($1, $2)", [
        JSON.stringify({ $ref: "https://example.com/people#person" }),
        JSON.stringify(given),
      ]);
    expect(await missing({})).toEqual(["https://example.com/people"]);
    const { "urn:x:address": _, ...without } = documents;
    expect(await missing(without)).toEqual(["urn:x:address"]);
    expect(await missing(documents)).toEqual([]);
  });
});

describe("a constraint", () => {
  const schemas: Record<string, unknown> = {
    plain: {
      type: "object",
      properties: { street: { type: "string", maxLength: 9 }, number: { type: "integer" } },
      required: ["street"],
    },
    recursive: {
      type: "object",
      properties: { street: { type: "string", maxLength: 9 }, next: { $ref: "#" } },
      required: ["street"],
    },
    "with a format": {
      type: "object",
      properties: { street: { type: "string", maxLength: 9 }, mail: { format: "email" } },
      required: ["street"],
    },
  };

  test.for(Object.entries(schemas))("%s", async ([, schema]) => {
    await rolledBack(database.pool, async (client) => {
      const { rows } = await client.query<{ check: string }>(
        "select specql_type.check_expression(specql_type.compile_schema($1, '{}', true), 'home') as check",
        [JSON.stringify(schema)],
      );
      await client.query(`create table public.people (home jsonb, check (${rows[0]!.check}));
        grant insert on public.people to specql_author; set local role specql_author`);
      const insert = async (value: unknown): Promise<string> => {
        await client.query("savepoint attempt");
        const text = value === undefined ? null : JSON.stringify(value);
        const done = client.query("insert into public.people values ($1)", [text]);
        return done.then(
          () => "in",
          async (error: { code: string }) => {
            await client.query("rollback to savepoint attempt");
            return error.code;
          },
        );
      };
      expect(await insert({ street: "Main" })).toBe("in");
      expect(await insert(undefined)).toBe("in");
      expect(await insert({ street: "a long street" })).toBe("23514");
      expect(await insert({ street: null })).toBe("23514");
      expect(await insert({})).toBe("23514");
      expect(await insert([])).toBe("23514");
      expect(await insert(null)).toBe("23514");
      expect(await insert({ street: "x", next: { street: 1 }, number: 1.5, mail: "x" })).toBe(
        "23514",
      );
      expect(await insert({ street: "x", next: { street: "" }, number: 1.0, mail: "a@b.c" })).toBe(
        "in",
      );
    });
  });

  test("a simple schema becomes plain SQL that needs nothing of ours", async () => {
    const check = await scalar<string>(
      "specql_type.check_expression(specql_type.compile_schema($1), 'home')",
      [JSON.stringify(schemas["plain"])],
    );
    expect(check).not.toContain("app.");
    expect(check).not.toContain("specql_type.");
  });

  test("what is no compiled schema is refused, not believed", async () => {
    for (const compiled of [
      "{}",
      "[]",
      "1",
      '[{"specql": "json-schema/1"}, 5]',
      '[{}, {"o": 1}]',
    ]) {
      const asked = database.pool.query("select app.is_valid_json($1, '{}')", [compiled]);
      await expect(asked, compiled).rejects.toMatchObject({ code: "SG112" });
    }
  });
});
