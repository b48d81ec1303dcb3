/** What may change in a schema: the published table, all seven modes, and the promise behind them. */
import fc from "fast-check";
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import { type Change, chapters } from "./compatibility-cases.ts";

const database = await testDatabase();
afterAll(() => database.drop());

interface Problem {
  path: string;
  keyword: string;
  message: string;
  direction: string;
}

async function problems(
  client: pg.Pool | pg.PoolClient,
  from: unknown,
  to: unknown,
  mode = "FULL",
): Promise<Problem[]> {
  const { rows } = await client.query<Problem>(
    "select * from app.check_compatibility($1::jsonb, $2::jsonb, $3)",
    [JSON.stringify(from), JSON.stringify(to), mode],
  );
  return rows;
}

const holds = (found: readonly Problem[], direction: string): boolean =>
  !found.some((problem) => problem.direction === direction);

const cell = (text: string): string => text.replaceAll("|", "\\|");
const verdict = (found: readonly Problem[], direction: string): string => {
  const [first] = found.filter((problem) => problem.direction === direction);
  return first === undefined ? "yes" : `no: \`${cell(first.path || "(root)")}\` ${first.keyword}`;
};

describe("the table", () => {
  test("each change gets its verdict, and the page says the same", async () => {
    const lines: string[] = [];
    const wrong: string[] = [];
    for (const { title, changes } of chapters) {
      lines.push("", `## ${title}`, "", "| change | BACKWARD | FORWARD |", "| --- | --- | --- |");
      for (const each of changes) {
        const found = await problems(database.pool, each.old, each.new);
        for (const [direction, wanted] of [
          ["BACKWARD", each.backward],
          ["FORWARD", each.forward],
        ] as const) {
          if (holds(found, direction) !== wanted) {
            wrong.push(`${each.change} ${direction}: ${JSON.stringify(found)}`);
          }
        }
        lines.push(
          `| ${cell(each.change)} | ${verdict(found, "BACKWARD")} | ${verdict(found, "FORWARD")} |`,
        );
      }
    }
    expect(wrong).toEqual([]);
    await expect(`${PAGE}${lines.join("\n")}\n`).toMatchFileSnapshot(
      "../../docs/type-compatibility.md",
    );
  });

  test("a change and its opposite change places", async () => {
    for (const { change, old: from, new: to } of all()) {
      const there = await problems(database.pool, from, to, "BACKWARD");
      const back = await problems(database.pool, to, from, "FORWARD");
      expect(
        back.map(({ path, keyword }) => [path, keyword]),
        change,
      ).toEqual(there.map(({ path, keyword }) => [path, keyword]));
    }
  });

  test("every schema is compatible with itself", async () => {
    for (const { old: from, new: to } of all()) {
      expect(await problems(database.pool, from, from)).toEqual([]);
      expect(await problems(database.pool, to, to)).toEqual([]);
    }
  });
});

function all(): Change[] {
  return chapters.flatMap(({ changes }) => changes);
}

describe("modes", () => {
  const narrow = { type: "integer" };
  const wide = { type: "number" };
  test.for([
    ["NONE", true, true],
    ["BACKWARD", true, false],
    ["BACKWARD_TRANSITIVE", true, false],
    ["FORWARD", false, true],
    ["FORWARD_TRANSITIVE", false, true],
    ["FULL", false, false],
    ["FULL_TRANSITIVE", false, false],
  ] as const)("%s", async ([mode, widening, narrowing]) => {
    expect((await problems(database.pool, narrow, wide, mode)).length === 0).toBe(widening);
    expect((await problems(database.pool, wide, narrow, mode)).length === 0).toBe(narrowing);
  });

  test("what is wrong is said with a code", async () => {
    const refused = (from: unknown, to: unknown, mode: string | null) =>
      database.pool
        .query("select * from app.check_compatibility($1, $2, $3)", [from, to, mode])
        .then(() => "answered")
        .catch((error: { code: string }) => error.code);
    expect(await refused("true", "true", "SIDEWAYS")).toBe("SG152");
    expect(await refused(null, "true", "FULL")).toBe("SG102");
    expect(await refused("true", null, "FULL")).toBe("SG102");
    expect(await refused("3", "true", "FULL")).toBe("SG140");
    expect(await refused("true", '{"type": "texts"}', "FULL")).toBe("SG140");
    expect(await refused("true", '{"$ref": "nowhere"}', "FULL")).toBe("SG141");
  });

  test("what would take for ever is refused", async () => {
    const defs: Record<string, unknown> = { d0: { type: "integer" } };
    for (let i = 1; i <= 40; i += 1) {
      defs[`d${i}`] = {
        anyOf: [{ $ref: `#/$defs/d${i - 1}` }, { items: { $ref: `#/$defs/d${i - 1}` } }],
        properties: { a: { $ref: `#/$defs/d${i - 1}` }, b: { $ref: `#/$defs/d${i - 1}` } },
      };
    }
    const tangled = { $ref: "#/$defs/d40", $defs: defs };
    await expect(
      problems(database.pool, tangled, { ...tangled, title: "x" }, "BACKWARD"),
    ).rejects.toMatchObject({ code: "SG155" });
  });
});

describe("versions of a type", () => {
  const schema = (properties: object, rest: object = {}) =>
    JSON.stringify({ type: "object", properties, ...rest });

  test("a compatible schema is the next version; the same one is none; another is refused with each path", async () => {
    await rolledBack(database.pool, async (client) => {
      const register = (json: string) =>
        client
          .query("select version from app.register_type('parcel', 'composite', $1)", [json])
          .then(({ rows }) => rows[0].version as number);
      expect(await register(schema({ size: { type: "integer" } }))).toBe(1);
      expect(await register(schema({ size: { type: "integer" } }))).toBe(1);
      expect(await register(schema({ size: { type: "number" } }))).toBe(2);
      await client.query("savepoint before");
      await expect(
        register(
          schema({ size: { type: "integer" }, label: { type: "string" } }, { required: ["label"] }),
        ),
      ).rejects.toMatchObject({
        code: "SG351",
        column: "json_schema",
        detail: expect.stringMatching(/label.*\/properties\/size/s),
      });
      await client.query("rollback to before");
      await client.query("select app.set_type_compatibility('parcel', 'none')");
      expect(await register(schema({ size: { type: "integer" } }))).toBe(3);
      const { rows } = await client.query(
        "select version, compatibility_mode, is_current from app.type_versions where type_name = 'parcel' order by 1",
      );
      expect(rows).toEqual([
        { version: 1, compatibility_mode: "BACKWARD", is_current: false },
        { version: 2, compatibility_mode: "BACKWARD", is_current: false },
        { version: 3, compatibility_mode: "NONE", is_current: true },
      ]);
    });
  });

  test.for([
    ["FORWARD", { a: { type: "number" } }, { a: { type: "integer" } }],
    ["BACKWARD", { a: { type: "integer" } }, { a: { type: "number" } }],
    ["FULL", { a: { type: "integer" } }, { a: { type: "integer" }, b: { type: "string" } }],
  ] as const)(
    "%s looks at the last version, its transitive form at all",
    async ([mode, from, to]) => {
      for (const transitive of [false, true]) {
        await rolledBack(database.pool, async (client) => {
          const register = (properties: object) =>
            client.query("select app.register_type('parcel', 'composite', $1)", [
              schema(properties),
            ]);
          // The first version is at odds with the others in both directions; nobody asks in between.
          await register({ a: { type: "boolean" } });
          await client.query("select app.set_type_compatibility('parcel', 'NONE')");
          await register(from);
          await client.query("select app.set_type_compatibility('parcel', $1)", [
            transitive ? `${mode}_TRANSITIVE` : mode,
          ]);
          if (!transitive) return void (await register(to));
          await expect(register(to)).rejects.toMatchObject({
            code: "SG351",
            detail: expect.stringContaining("(version 1)"),
          });
        });
      }
    },
  );
});

const PAGE = `# What may change in a type

A type's schema changes by versions. \`app.register_type()\` lets a new version in if it is compatible with the ones
before, in the mode that the type has (\`app.set_type_compatibility()\`, BACKWARD where nobody said otherwise):

| mode | a new version must | compared with |
| --- | --- | --- |
| NONE | be a JSON Schema | nothing |
| BACKWARD | read what the last version wrote | the last version |
| BACKWARD_TRANSITIVE | read what any version wrote | all versions |
| FORWARD | write what the last version reads | the last version |
| FORWARD_TRANSITIVE | write what any version reads | all versions |
| FULL | do both | the last version |
| FULL_TRANSITIVE | do both | all versions |

\`app.check_compatibility(old, new, mode)\` says why not: one row for each place, with its JSON Pointer and keyword. This
page is made from the tests: each row of the tables below is a pair of schemas that is compared, and where the answer is no
it names the first place that would break.

Two things are decided here that a schema does not say:

- **A property that an open object does not name counts as absent.** By the letter, an object without
  \`additionalProperties\` may hold anything under any name, so naming one more would break it. Nobody writes what no
  schema names, so an optional property can be added, and removed again. That is the one exception to the promise "valid by
  the old schema means valid by the new one". An object that says what the rest may be (partly open, closed) is taken at its
  word, and so is a property that is required.
- **What cannot be shown to be compatible is not.** Two patterns are compared by their text, formats by their name;
  \`contains\`, \`not\`, \`if\`, \`dependentSchemas\` and \`oneOf\` hold where a sufficient reason is found;
  \`unevaluatedProperties\`, \`unevaluatedItems\`, \`$dynamicRef\`, references that lead out of the registry, and keywords that nobody
  knows hold where both sides say the same. Notes (\`title\`, \`default\`, \`x-…\`) are free. A default does not make a required
  property optional: nothing fills it in.
`;

describe("the promise", { tags: ["slow"] }, () => {
  const names = fc.constantFrom("a", "b", "c");
  const scalar = fc.oneof(
    fc.constantFrom("x", "yy", "zzz", "").map((x) => x as unknown),
    fc.integer({ min: -2, max: 4 }),
    fc.constantFrom(0.5, 1.5),
    fc.boolean(),
    fc.constant(null),
  );
  const { schema, value } = fc.letrec<{ schema: unknown; value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", maxDepth: 2 },
      scalar,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(names, tie("value"), { maxKeys: 3 }),
    ),
    schema: fc.oneof(
      { depthSize: "small", maxDepth: 3 },
      fc.constantFrom<unknown>(true, {}, false),
      fc.record({
        type: fc.constantFrom("string", "integer", "number", "boolean", "null", "array", "object"),
      }),
      fc.record({
        type: fc.uniqueArray(fc.constantFrom("string", "integer", "number", "null"), {
          minLength: 1,
        }),
      }),
      fc.record({
        enum: fc.uniqueArray(scalar, {
          minLength: 1,
          maxLength: 3,
          comparator: (x, y) => JSON.stringify(x) === JSON.stringify(y),
        }),
      }),
      fc.record({ const: scalar }),
      fc.record(
        {
          type: fc.constantFrom("integer", "number"),
          minimum: fc.integer({ min: -2, max: 2 }),
          maximum: fc.integer({ min: 0, max: 4 }),
          exclusiveMinimum: fc.integer({ min: -2, max: 2 }),
          multipleOf: fc.constantFrom(0.5, 1, 2),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          minLength: fc.integer({ min: 0, max: 2 }),
          maxLength: fc.integer({ min: 0, max: 3 }),
          pattern: fc.constantFrom("^x", "z"),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          type: fc.constant("object"),
          properties: fc.dictionary(names, tie("schema"), { maxKeys: 3 }),
          required: fc.uniqueArray(names, { maxLength: 2 }),
          additionalProperties: tie("schema"),
          patternProperties: fc.dictionary(fc.constantFrom("^a", "b|c"), tie("schema"), {
            maxKeys: 1,
          }),
          propertyNames: fc.constantFrom({ enum: ["a", "b"] }, { minLength: 1 }),
          minProperties: fc.integer({ min: 0, max: 2 }),
          maxProperties: fc.integer({ min: 0, max: 3 }),
          dependentRequired: fc.constantFrom({ a: ["b"] }, { b: ["c"] }),
        },
        { requiredKeys: [] },
      ),
      fc.record(
        {
          type: fc.constant("array"),
          items: tie("schema"),
          prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
          minItems: fc.integer({ min: 0, max: 2 }),
          maxItems: fc.integer({ min: 0, max: 3 }),
          uniqueItems: fc.boolean(),
          contains: tie("schema"),
        },
        { requiredKeys: [] },
      ),
      fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
      fc.record({ not: tie("schema") }),
      fc
        .tuple(tie("schema"), tie("schema"), tie("schema"))
        .map((parts) =>
          Object.fromEntries(["if", "then", "else"].map((key, n) => [key, parts[n]])),
        ),
    ),
  }));

  /** A schema and one that differs from it a little: such pairs are compatible often enough to tell. */
  const pair = fc.oneof(
    fc.tuple(schema, schema),
    fc.tuple(schema, schema).map(([x, y]) => [x, { anyOf: [x, y] }] as [unknown, unknown]),
    fc.tuple(schema, schema).map(([x, y]) => [{ allOf: [x, y] }, x] as [unknown, unknown]),
    fc.tuple(schema, schema, schema).map(
      ([x, y, z]) =>
        [
          { type: "object", properties: { a: x, b: y } },
          { type: "object", properties: { a: { anyOf: [x, z] }, b: y, c: z } },
        ] as [unknown, unknown],
    ),
    fc
      .tuple(schema, schema, schema)
      .map(([x, y, z]) => [{ oneOf: [x, y] }, { oneOf: [x, y, z] }] as [unknown, unknown]),
  );

  /** Whether all that was valid by `from` is by `to`, and which values show that it is not. */
  async function compared(
    from: unknown,
    to: unknown,
    values: readonly unknown[],
    strict: boolean,
    readAs: unknown = from,
  ): Promise<{ compatible: boolean; broken: unknown }> {
    await database.pool.query("select set_config('specql.comparisons', '0', false)");
    const { rows } = await database.pool.query<{ compatible: boolean; broken: unknown }>(
      `select s.compatible, case when s.compatible then (
         select jsonb_agg(v) from jsonb_array_elements($3::jsonb) as v
         where specql_type.is_valid(s.one, v) and not specql_type.is_valid(s.two, v)
       ) end as broken
       from (
         select specql_type.compile_schema($5::jsonb) as one, specql_type.compile_schema($2::jsonb) as two,
           not exists (select from specql_type.subset_problems(
             roots => jsonb_build_object('n', jsonb_build_object('', $1::jsonb), 'w', jsonb_build_object('', $2::jsonb)),
             narrow => specql_type.flat_schemas(jsonb_build_object('', $1::jsonb), jsonb_build_object('b', '', 's', $1::jsonb)),
             wide => jsonb_build_object('b', '', 's', $2::jsonb), place => '', strict => $4, trail => '{}', splits => 0
           )) as compatible
       ) as s`,
      [from, to, values]
        .map((each) => JSON.stringify(each))
        .concat(String(strict), JSON.stringify(readAs)),
    );
    return rows[0]!;
  }

  const sample = fc.array(value, { minLength: 30, maxLength: 30 });

  test("by the letter: what is compatible reads all that was valid", async () => {
    let compatible = 0;
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(pair, sample, async ([from, to], values) => {
        const found = await compared(from, to, values, true);
        tried += 1;
        if (found.compatible) compatible += 1;
        expect(found.broken).toBeNull();
      }),
      { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 250) },
    );
    // A comparison that says no to everything would keep the promise too.
    expect(compatible / tried).toBeGreaterThan(0.25);
  });

  test("as it is used: it reads all that was valid and has no property that no schema named", async () => {
    let lenient = 0;
    await fc.assert(
      fc.asyncProperty(pair, sample, async ([from, to], values) => {
        const found = await compared(from, to, values, false, closedAll(from));
        expect(found.broken).toBeNull();
        if (found.compatible && !(await compared(from, to, [], true)).compatible) lenient += 1;
      }),
      { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 120) },
    );
    // The exception must have been needed.
    expect(lenient).toBeGreaterThan(0);
  });
});

/** The schema with every open object closed to what it names, where that only makes it narrower. */
function closedAll(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null)
    return schema === true ? closedAll({}) : schema;
  const given = schema as Record<string, unknown>;
  const each = (value: unknown): unknown =>
    Object.fromEntries(
      Object.entries(value as object).map(([key, inner]) => [key, closedAll(inner)]),
    );
  const result: Record<string, unknown> = { ...given };
  for (const [key, inner] of Object.entries(given)) {
    if (["properties", "patternProperties"].includes(key)) result[key] = each(inner);
    if (["items", "contains", "then", "else"].includes(key)) result[key] = closedAll(inner);
    if (["anyOf", "prefixItems"].includes(key)) result[key] = (inner as unknown[]).map(closedAll);
  }
  const applies = ["anyOf", "allOf", "oneOf", "if"].some((key) => key in given);
  if (!applies && (given["additionalProperties"] ?? true) === true)
    result["additionalProperties"] = false;
  return result;
}
