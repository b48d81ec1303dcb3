/**
 * (p) Policy: a wanted table of twenty columns, timed inside the server, and a file of two hundred statements,
 * timed from its text to its findings.
 */
import type pg from "pg";
import { parseSql } from "../src/lint/parse-sql.ts";
import type { Bench } from "./support/figures.ts";
import { registriesOn } from "./support/registry.ts";

const CALLS = 200;

/** Twenty columns of everyday types. */
const wanted = {
  tableName: "orders",
  columns: [
    { name: "id", type: "uuid", primaryKey: true, defaultValue: "gen_random_uuid()" },
    ...Array.from({ length: 17 }, (_, n) => ({
      name: `field_${n}`,
      type: ["text", "integer", "bigint", "boolean", "numeric(10,2)", "jsonb", "timestamptz"][
        n % 7
      ],
      ...(n % 7 === 0 && { defaultValue: "'none'" }),
    })),
    { name: "created_at", type: "timestamptz", nullable: false, defaultValue: "now()" },
    { name: "updated_at", type: "timestamptz", nullable: false, defaultValue: "now()" },
  ],
  indexes: [{ name: "idx_orders_created_at", columns: ["created_at"] }],
};

const statements = Array.from(
  { length: 100 },
  (
    _,
    n,
  ) => `create table shop.t${n} (id uuid primary key default gen_random_uuid(), a text, created_at timestamptz, updated_at timestamptz);
alter table shop.old${n} add column c${n} text default 'x';`,
).join("\n");

/** Runs (p). */
export const policy: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const database = await registries.create("bare");
  try {
    const tables: number[] = [];
    const files: number[] = [];
    for (let round = 0; round < context.runs; round += 1) {
      await database.session(async (client) => {
        tables.push(await validation(client));
        files.push(await lint(client));
      });
      context.log(`(p) round ${round + 1} of ${context.runs}`);
    }
    return [
      {
        what: `(p) app.validate_table_schema of 20 columns, p95 of ${CALLS} calls`,
        target: { bound: "below", value: 5 },
        values: tables,
        unit: "ms",
      },
      {
        what: "(p) lint of 200 statements, from text to findings",
        target: { bound: "below", value: 1000 },
        values: files,
        unit: "ms",
      },
    ];
  } finally {
    await registries.dropAll();
  }
};

async function validation(client: pg.Client): Promise<number> {
  await client.query("create temporary table timing (duration interval)");
  await client.query(
    `do $do$
     declare
       v_start timestamptz;
     begin
       for n in 1 .. ${CALLS + 20} loop
         v_start := clock_timestamp();
         perform v.rule_id from app.validate_table_schema($table$${JSON.stringify(wanted)}$table$) as v;
         -- The first calls fill the session's caches.
         if n > 20 then
           insert into timing values (clock_timestamp() - v_start);
         end if;
       end loop;
     end;
     $do$`,
  );
  const { rows } = await client.query<{ p95: number }>(
    `select extract(epoch from percentile_disc(0.95) within group (order by duration))::float8 * 1000 as p95 from timing`,
  );
  await client.query("drop table timing");
  return rows[0]?.p95 ?? Number.NaN;
}

async function lint(client: pg.Client): Promise<number> {
  const start = performance.now();
  const tree = JSON.stringify(await parseSql(statements));
  await client.query("select * from app.lint_statements($1)", [tree]);
  return performance.now() - start;
}
