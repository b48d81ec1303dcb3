/**
 * (j) JSON Schema: 20,000 inserts into a table with a CHECK of two properties against the same without
 * it, and a document of a hundred properties. Timed inside the server.
 */
import type pg from "pg";
import type { Bench, Figure } from "./support/figures.ts";
import { registriesOn } from "./support/registry.ts";

const two = {
  type: "object",
  properties: { street: { type: "string", maxLength: 80 }, number: { type: "integer" } },
  required: ["street"],
};
/** The same with a format, which has no plain SQL. */
const formatted = {
  ...two,
  properties: { ...two.properties, mail: { type: "string", format: "email" } },
};
const row = `jsonb_build_object('street', 'Main Street ' || g, 'number', g)`;

const kinds = [
  { type: "string", maxLength: 100 },
  { type: "integer", minimum: 0 },
  { type: "string", pattern: "^[a-z]+$" },
  { enum: ["a", "b", "c"] },
  { type: "array", items: { type: "number" }, maxItems: 5 },
];
const values = ["some text", 42, "abc", "b", [1, 2, 3]];
const names = Array.from({ length: 100 }, (_, i) => `property_${i}`);
const wide = {
  type: "object",
  // No two are alike: equal ones would be compiled once.
  properties: Object.fromEntries(
    names.map((name, i) => [name, { ...kinds[i % 5], title: `Property ${i}` }]),
  ),
  required: names,
  additionalProperties: false,
};
const wideValue = Object.fromEntries(names.map((name, i) => [name, values[i % 5]]));

/** Runs (j). */
export const jsonSchema: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const database = await registries.create("bare");
  const measured = new Map<string, number[]>();
  const note = (what: string, value: number): void =>
    void measured.set(what, [...(measured.get(what) ?? []), value]);
  try {
    for (let round = 0; round < context.runs; round += 1) {
      await database.session(async (client) => {
        await makeTables(client);
        for (const [what, insert] of [
          ["one statement", bulk],
          ["20,000 statements", single],
        ] as const) {
          const bare = await insert(client, "bare");
          note(`plain, ${what}`, (await insert(client, "plain")) / bare);
          note(`called, ${what}`, (await insert(client, "called")) / bare);
          note(`formatted, ${what}`, (await insert(client, "formatted")) / bare);
        }
        for (const [what, ms] of Object.entries(await validations(client))) note(what, ms);
      });
      context.log(`(j) round ${round + 1} of ${context.runs}`);
    }
  } finally {
    await registries.dropAll();
  }
  const figure = (key: string, what: string, unit: Figure["unit"], below?: number): Figure => ({
    what: `(j) ${what}`,
    ...(below === undefined ? {} : { target: { bound: "below", value: below } as const }),
    values: measured.get(key) ?? [],
    unit,
  });
  const inserts = ["one statement", "20,000 statements"].flatMap((way) => [
    figure(`plain, ${way}`, `20,000 inserts, ${way}: a CHECK of two properties`, "ratio"),
    figure(`called, ${way}`, `${way}: the same CHECK through app.is_valid_json`, "ratio"),
    figure(
      `formatted, ${way}`,
      `${way}: the same with a third property that has a format`,
      "ratio",
    ),
  ]);
  return [
    ...inserts,
    figure("stored", "100 properties by a stored schema", "ms", 5),
    figure("raw", "100 properties by app.validate_json, schema compiled each time", "ms"),
    figure("listed", "the same stored, every property wrong, problems listed", "ms"),
    figure("compiled", "compiling that schema", "ms"),
  ];
};

async function makeTables(client: pg.Client): Promise<void> {
  await client.query("drop table if exists bare, plain, called, formatted");
  await client.query("create table bare (v jsonb)");
  const { rows } = await client.query<{ plain: string; called: string; formatted: string }>(
    `select specql_type.check_expression(c, 'v') as plain,
       format('app.is_valid_json(%L::jsonb, v)', c) as called,
       specql_type.check_expression(specql_type.compile_schema($2, '{}', true), 'v') as formatted
     from specql_type.compile_schema($1) as c`,
    [JSON.stringify(two), JSON.stringify(formatted)],
  );
  for (const [name, check] of Object.entries(rows[0]!)) {
    await client.query(`create table ${name} (v jsonb, check (${check}))`);
  }
}

async function timed(client: pg.Client, sql: string): Promise<number> {
  await client.query("checkpoint");
  const started = performance.now();
  await client.query(sql);
  return performance.now() - started;
}

async function bulk(client: pg.Client, table: string): Promise<number> {
  await client.query(`truncate ${table}`);
  return timed(client, `insert into ${table} select ${row} from generate_series(1, 20000) as g`);
}

async function single(client: pg.Client, table: string): Promise<number> {
  await client.query(`truncate ${table}`);
  const sql = `do $$ begin for g in 1 .. 20000 loop insert into ${table} values (${row}); end loop; end $$`;
  return timed(client, sql);
}

/** Milliseconds for one call, the mean of many, after a few to warm up. */
async function validations(client: pg.Client): Promise<Record<string, number>> {
  await client.query("drop table if exists wide");
  await client.query(
    `create table wide as
     select $1::jsonb as schema, specql_type.compile_schema($1) as compiled, $2::jsonb as good,
       (select jsonb_object_agg(k, '{}'::jsonb) from jsonb_object_keys($2::jsonb) as k) as bad`,
    [JSON.stringify(wide), JSON.stringify(wideValue)],
  );
  const calls = {
    stored: "select count(*) from wide, specql_type.errors_of(compiled, good)",
    compiled: "select specql_type.compile_schema(schema) from wide",
    listed: "select count(*) from wide, specql_type.errors_of(compiled, bad)",
    raw: "select count(*) from wide, app.validate_json(schema, good)",
  };
  const result: Record<string, number> = {};
  for (const [name, sql] of Object.entries(calls)) {
    for (let i = 0; i < 10; i += 1) await client.query(sql);
    const started = performance.now();
    for (let i = 0; i < 50; i += 1) await client.query(sql);
    result[name] = (performance.now() - started) / 50;
  }
  return result;
}
