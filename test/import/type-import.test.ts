/** Importing a type registry: what goes in, what is reported, what is refused. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readTypeRegistry } from "../../src/legacy/type-registry.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const LEGACY = fileURLToPath(new URL("../../../shared/legacy/", import.meta.url));
const hasSamples = existsSync(LEGACY);
if (!hasSamples) {
  console.warn(
    "SKIPPED: the legacy samples (../shared/legacy) are not here; the type registry's import is not tested on them.",
  );
}

let database: TestDatabase;
let client: pg.PoolClient;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  client = await database.pool.connect();
  await client.query("begin");
});
afterEach(async () => {
  await client.query("rollback");
  client.release();
});

type Counts = Record<
  "source" | "imported" | "updated" | "unchanged" | "changed" | "rejected",
  number
>;
interface Report {
  run_id: string | null;
  written: boolean;
  counts: Counts;
  tables: Record<string, Counts>;
  changes: {
    path: string;
    field: string;
    old: unknown;
    new: unknown;
    why: string;
    line?: number;
  }[];
  rejects: { id: string; path: string; line: number; field: string; code: string; row: unknown }[];
}

async function imported(text: string, options: object = {}): Promise<Report> {
  const { rows } = await client.query("select app.import_types($1::jsonb, $2::jsonb) as report", [
    JSON.stringify(readTypeRegistry(text, "types.json")),
    JSON.stringify(options),
  ]);
  const report: Report = rows[0].report;
  const { source, ...outcomes } = report.counts;
  expect(
    Object.values(outcomes).reduce((a, b) => a + b, 0),
    "the counts add up",
  ).toBe(source);
  return report;
}

async function type(name: string): Promise<Record<string, unknown>> {
  return (await client.query("select * from app.find_type($1)", [name])).rows[0];
}

const registry = (scalars: object, rest: object = {}): string =>
  JSON.stringify({ scalar_types: scalars, ...rest });
const text = { postgres_type: "TEXT" };

describe.skipIf(/* ../shared is not everywhere */ !hasSamples)("the sample", () => {
  const sample = (): string => readFileSync(`${LEGACY}specql/type_registry.json`, "utf8");
  const expected = () =>
    JSON.parse(readFileSync(`${LEGACY}expected.json`, "utf8"))["specql/type_registry.json"];

  test("counts, spot values, and what is reported", async () => {
    const report = await imported(sample());
    const wanted = expected();
    expect(report.written).toBe(true);
    expect(report.counts.rejected).toBe(0);
    expect(
      Object.fromEntries(Object.entries(report.tables).map(([name, { source }]) => [name, source])),
    ).toEqual({
      scalars: wanted.scalars,
      composites: wanted.composites,
      composite_fields: wanted.composite_fields,
      rich_types: wanted.rich,
      type_aliases: Object.keys(wanted.aliases).length,
      sections: 1,
    });

    const fails = report.changes
      .filter(({ field }) => field === "example")
      .filter(({ why }) => why.startsWith("the example fails"))
      .map(({ path }) => path.split(".")[1]);
    expect(fails).toEqual([
      ...Object.keys(wanted.own_example_fails_own_pattern),
      "Coordinates",
      "BusinessHours",
      "Company",
      "GeoLocation",
      "CurrencyExchange",
    ]);
    expect(new Set(fails.slice(2))).toEqual(
      new Set(wanted.composite_example_fails_own_json_schema),
    );

    for (const [name, [postgres, pattern, least, most]] of Object.entries(wanted.spot) as [
      string,
      [string, string | null, number | null, number | null],
    ][]) {
      const row = await type(name);
      if (name === "money") {
        expect(row).toMatchObject({ default_postgres_type: "NUMERIC(15,2)", json_schema: null });
        continue;
      }
      const schema = (row["json_schema"] ?? {}) as Record<string, unknown>;
      expect(
        [
          row["default_postgres_type"],
          schema["pattern"] ?? null,
          schema["minimum"] ?? null,
          schema["maximum"] ?? null,
        ],
        name,
      ).toEqual([postgres, pattern, least, most]);
    }
    expect(report.changes.filter(({ path }) => path === "scalar_types.money")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ old: "NUMERIC(19,4)", new: "NUMERIC(15,2)" }),
        expect.objectContaining({ field: "json_schema", new: null }),
      ]),
    );
    const otherwise = report.changes
      .filter(({ path, field }) => path.startsWith("rich") && field === "validation_pattern")
      .map(({ path }) => path.split(".")[1]);
    expect(new Set(otherwise)).toEqual(
      new Set([...wanted.in_both_with_other_pattern, ...wanted.only_in_rich]),
    );

    const { rows } = await client.query(`select
      (select count(*)::int from app.types where is_rich_type and type_category = 'scalar') as rich,
      (select count(*)::int from app.type_fields) as fields,
      (select count(*)::int from app.type_mappings where language = 'graphql') as mappings,
      (select json_schema::text from app.types where type_name = 'latitude') as latitude,
      (select legacy #>> '{entry,placeholder}' from specql_type.tb_universal_type where type_name = 'email') as placeholder,
      (select bool_and(c.value ->> 'differing' = '0') from app.import_runs as r, jsonb_each(r.checksums) as c) as same`);
    expect(rows[0]).toEqual({
      // phone is an alias of phoneNumber.
      rich: wanted.rich - 1,
      fields: wanted.composite_fields,
      mappings: wanted.scalars,
      latitude: '{"type": "number", "maximum": 90.0, "minimum": -90.0}',
      placeholder: "user@example.com",
      same: true,
    });
    expect(await type("phone")).toMatchObject({ type_name: "phoneNumber", is_rich_type: true });
  });

  test("again: nothing changes; with replace only money does", async () => {
    await imported(sample());
    const second = await imported(sample());
    expect(second.counts.unchanged).toBe(second.counts.source);
    expect(second.changes).toEqual([]);
    const replacing = await imported(sample(), { replace: true });
    expect(replacing.counts.rejected).toBe(0);
    expect(replacing.changes.map(({ path }) => path)).toEqual([
      "scalar_types.money",
      "scalar_types.money",
    ]);
    expect(await type("money")).toMatchObject({
      default_postgres_type: "NUMERIC(19,4)",
      json_schema: { type: "number", minimum: 0 },
      version: 1,
    });
    const after = await imported(sample(), { replace: true });
    expect(after.counts.unchanged).toBe(after.counts.source);
  });

  test("a dry run reports the same and writes nothing", async () => {
    const before = await client.query("select count(*) from app.types");
    const dry = await imported(sample(), { dry_run: true });
    expect(dry).toMatchObject({ written: false, run_id: null });
    expect((await client.query("select count(*) from app.types")).rows).toEqual(before.rows);
    const real = await imported(sample());
    expect(real.counts).toEqual(dry.counts);
    expect(real.changes).toEqual(dry.changes);
  });
});

describe("rows", () => {
  test("the short spelling of a registry, and a composite that lists only fields", async () => {
    const report = await imported(
      JSON.stringify({
        scalars: { score: { postgres: "numeric(4,1)", min: 0, max: 10.5, unit: "points" } },
        composites: {
          Review: {
            fields: {
              score: { type: "score", nullable: false },
              note: { type: "text" },
              author: { type: "nobody" },
            },
          },
        },
        aliases: { points: "score" },
        rich_types: { score: { postgres_type: "numeric(4,1)" } },
      }),
    );
    expect(report.counts).toMatchObject({ source: 7, rejected: 0, changed: 1 });
    expect(await type("Review")).toMatchObject({
      type_category: "composite",
      default_postgres_type: "JSONB",
      json_schema: {
        properties: { score: { $ref: "score" }, note: { type: "string" }, author: true },
        required: ["score"],
      },
    });
    const valid = async (value: object) =>
      (
        await client.query("select app.is_valid_value('Review', $1) as valid", [
          JSON.stringify(value),
        ])
      ).rows[0].valid;
    expect(await valid({ score: 10.5 })).toBe(true);
    expect(await valid({ score: 11 })).toBe(false);
    expect(await type("points")).toMatchObject({ type_name: "score", is_rich_type: true });
    const { rows } = await client.query(
      "select legacy #>> '{entry,unit}' as unit from specql_type.tb_universal_type where type_name = 'score'",
    );
    expect(rows).toEqual([{ unit: "points" }]);
  });

  test("what is wrong is rejected, one row each; without quarantine nothing goes in", async () => {
    const file = registry(
      {
        good: text,
        "bad name": text,
        untyped: { pattern: "^a" },
        nowhere: { postgres_type: "no_such_type" },
        hostile: { postgres_type: "int); drop table x --" },
        broken: { postgres_type: "TEXT", pattern: "(" },
        odd: { postgres_type: "NUMERIC", min: "low" },
        flat: "TEXT",
        address: text,
        schemaless: { postgres_type: "TEXT", json_schema: { type: "texts" } },
      },
      { aliases: { lost: "nobody", money: "good" } },
    );
    const report = await imported(file);
    expect(report.written).toBe(false);
    expect(report.rejects.map(({ path, code }) => [path, code])).toEqual([
      ["scalar_types.bad name", "SG105"],
      ["scalar_types.untyped", "SG102"],
      ["scalar_types.nowhere", "SG150"],
      ["scalar_types.hostile", "SG150"],
      ["scalar_types.broken", "SG142"],
      ["scalar_types.odd", "SG116"],
      ["scalar_types.flat", "SG112"],
      ["scalar_types.address", "SG350"],
      ["scalar_types.schemaless", "SG140"],
      ["aliases.lost", "SG251"],
      ["aliases.money", "SG302"],
    ]);
    const kept = await imported(file, { quarantine: true });
    expect(kept).toMatchObject({ written: true, counts: { imported: 1, rejected: 11 } });

    // Mended, each goes in under the run that had refused it.
    const retry = (at: string, row: unknown) =>
      client.query("select app.retry_import_reject($1, $2::jsonb)", [
        kept.rejects.find(({ path }) => path === at)!.id,
        JSON.stringify(row),
      ]);
    await retry("scalar_types.untyped", { $key: "untyped", pattern: "^a", postgres_type: "TEXT" });
    await retry("aliases.lost", "good");
    expect(await type("untyped")).toMatchObject({ version: 1 });
    expect(await type("lost")).toMatchObject({ type_name: "good" });
  });

  test("a rejected composite takes its fields along, and brings them when it is mended", async () => {
    const fields = { a: { type: "text" }, b: { type: "integer" } };
    const file = JSON.stringify({
      composite_types: { Good: { fields }, money: { fields } },
    });
    const report = await imported(file, { quarantine: true });
    expect(report.tables).toMatchObject({
      composites: { source: 2, imported: 1, rejected: 1 },
      composite_fields: { source: 4, imported: 2, rejected: 2 },
    });
    const reject = report.rejects[0]!;
    await client.query("select app.retry_import_reject($1, $2)", [
      reject.id,
      JSON.stringify({ ...(reject.row as object), $key: "Cash" }),
    ]);
    const { rows } = await client.query(
      "select field_name, position from app.type_fields where type_name = 'Cash' order by position",
    );
    expect(rows).toEqual([
      { field_name: "a", position: 1 },
      { field_name: "b", position: 2 },
    ]);
  });

  test("a file that has changed: what only it changed is taken, what the database changed stays", async () => {
    await imported(
      registry({ code: { ...text, pattern: "^[a-z]+$", description: "one", unit: 1 } }),
    );
    const changed = { ...text, pattern: "^[a-z]+$", description: "two", unit: 2 };
    const report = await imported(registry({ code: changed }));
    expect(report.counts).toMatchObject({ updated: 1 });
    expect(report.changes.map(({ field }) => field).sort()).toEqual(["description", "unit"]);
    await client.query("select app.register_type('code', 'scalar', null, null, false, 'ours')");
    const third = await imported(registry({ code: { ...changed, description: "three" } }));
    expect(third.counts).toMatchObject({ changed: 1 });
    expect(await type("code")).toMatchObject({ description: "ours" });
    expect(
      (await imported(registry({ code: { ...changed, description: "three" } }))).changes,
    ).toEqual([]);
  });

  test("the compatibility mode holds for files too", async () => {
    await imported(registry({ code: { ...text, pattern: "^[a-z]+$" } }));
    const narrower = registry({ code: { ...text, pattern: "^[a-c]+$" } });
    expect((await imported(narrower)).rejects).toMatchObject([{ code: "SG351" }]);
    await client.query("select app.set_type_compatibility('code', 'NONE')");
    expect((await imported(narrower)).rejects).toEqual([]);
    expect(await type("code")).toMatchObject({ version: 2 });
  });

  test("options: replace must be true or false, and is for types only", async () => {
    const code = (sql: string) =>
      client
        .query(`savepoint one; ${sql}`)
        .then(() => "answered")
        .catch(async (error: { code: string }) => {
          await client.query("rollback to one");
          return error.code;
        });
    expect(await code(`select app.import_types('{"scalars": {}}', '{"replace": "yes"}')`)).toBe(
      "SG113",
    );
    expect(await code(`select app.import_services('{"services": []}', '{"replace": true}')`)).toBe(
      "SG113",
    );
    expect(await code("select app.import_types('{}')")).toBe("SG112");
    expect(await code("select app.import_types('[]')")).toBe("SG112");
    expect(await code("select app.import_types(null)")).toBe("SG112");
    expect(await code(`select app.import_types('{"scalars": 3}')`)).toBe("SG112");
  });
});
