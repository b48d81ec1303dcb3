/**
 * (c) Look-ups over a full registry, timed inside the server: the clock is read before and after each
 * call. The statement is handed over as text each time, so parsing and planning are in the figure.
 */
import type pg from "pg";
import type { Bench, Figure } from "./support/figures.ts";
import { registriesOn } from "./support/registry.ts";

/** What is looked up, and the arguments for the entity of domain d, subdomain s, number e. */
const lookUpStatements = [
  ["app.find_domain by name", "app.find_domain($1)", "'domain' || d"],
  ["app.find_domain by alias", "app.find_domain($1)", "'area' || d"],
  ["app.find_domain by number", "app.find_domain($1)", "upper(to_hex(d))"],
  [
    "app.find_entity by name in its subdomain",
    "app.find_entity($1, $2, $3)",
    "'Entity' || d || '_' || s || '_' || e",
  ],
  [
    "app.find_entity by code",
    "app.find_entity($1)",
    "'01' || upper(to_hex(d) || to_hex(s) || to_hex(e)) || '1'",
  ],
  [
    "app.resolve_code of an entity",
    "app.resolve_code($1)",
    "'01' || upper(to_hex(d) || to_hex(s) || to_hex(e)) || '1'",
  ],
  ["app.resolve_code of a domain", "app.resolve_code($1)", "'01' || upper(to_hex(d))"],
] as const;

/** Runs (c). */
export const lookUps: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const database = await registries.create("full");
  try {
    const values = new Map<string, number[]>();
    for (let round = 0; round < context.runs; round += 1) {
      for (const [what, call, argument] of lookUpStatements) {
        const p95 = await database.session((client) => timed(client, call, argument));
        values.set(what, [...(values.get(what) ?? []), p95]);
      }
      context.log(`(c) round ${round + 1} of ${context.runs}`);
    }
    return [...values].map(([what, measured]): Figure => ({
      what: `(c) ${what}, p95 of 3,375 calls`,
      target: { bound: "below", value: 1 },
      values: measured,
      unit: "ms",
    }));
  } finally {
    await registries.dropAll();
  }
};

/** Calls once for each entity, in an order that repeats nothing nearby, and returns the p95 in ms. */
async function timed(client: pg.Client, call: string, argument: string): Promise<number> {
  await client.query("create temporary table timing (duration interval, found integer)");
  await client.query(`
    do $$
    declare
      v_argument text;
      v_domain text;
      v_subdomain text;
      v_start timestamptz;
      v_stop timestamptz;
      v_found integer;
      v_rest record;
    begin
      for v_argument, v_domain, v_subdomain in
        select ${argument}, 'domain' || d, 'subdomain' || s
        from generate_series(1, 15) as e, generate_series(1, 15) as s, generate_series(1, 15) as d
        order by e, s, d
      loop
        v_start := clock_timestamp();
        execute 'select * from ${call}' into v_rest using v_argument, v_domain, v_subdomain;
        v_stop := clock_timestamp();
        get diagnostics v_found = row_count;
        insert into timing values (v_stop - v_start, v_found);
      end loop;
    end;
    $$`);
  const { rows: result } = await client.query<{ p95: number; missed: number }>(`
    select
      percentile_disc(0.95) within group (order by extract(epoch from t.duration))::float8 * 1000 as p95,
      (count(*) filter (where t.found <> 1) + 3375 - count(*))::integer as missed
    from timing as t`);
  const [only] = result;
  if (only === undefined || only.missed !== 0) throw new Error(`${call} missed ${only?.missed}`);
  return only.p95;
}
