/** (services) The transitive closure of 10,000 services with 100,000 dependencies, by the public functions. */
import type pg from "pg";
import { type Bench, type Figure, median, percentile } from "./support/figures.ts";
import { registriesOn } from "./support/registry.ts";

const SERVICES = 10_000;
const EDGES = 100_000;
const CALLS = 20;

/** Each service needs some of those before it: the last needs nearly all, nearly all need the first. */
const graph = `
  insert into specql_service.tb_service (service_name) select 'service ' || g from generate_series(1, ${SERVICES}) as g;
  select setseed(0.25);
  create temporary table edge as
  with numbered as (
    select s.pk_service as pk, row_number() over (order by s.pk_service) as n from specql_service.tb_service as s
  ), drawn as (
    select 2 + floor(random() * ${SERVICES - 1})::integer as n, random() as r from generate_series(1, ${EDGES} * 2)
  ), pair as (
    select distinct d.n, 1 + floor(d.r * (d.n - 1))::integer as needed from drawn as d
    union select n, n - 1 from numbered where n > 1
  )
  select a.pk as service, b.pk as needed
  from (select * from pair order by n - needed = 1 desc, random() limit ${EDGES}) as p
    join numbered as a on a.n = p.n join numbered as b on b.n = p.needed;
  insert into specql_service.tb_dependency (fk_service, fk_needed_service) select service, needed from edge`;

/** Breadth first without any of our functions: the least depth of each service, in the slow and obvious way. */
const bruteForce = (from: string, to: string): string => `
  do $$
  declare v_depth integer := 0;
  begin
    create temporary table expected (pk bigint primary key, depth integer) on commit drop;
    insert into expected select pk_service, 0 from specql_service.tb_service where service_name = current_setting('bench.start');
    loop
      insert into expected
      select distinct d.${to}, v_depth + 1
      from expected as e join specql_service.tb_dependency as d on d.${from} = e.pk
      where e.depth = v_depth and not exists (select from expected as x where x.pk = d.${to});
      exit when not found;
      v_depth := v_depth + 1;
    end loop;
  end $$`;

/** Runs (services). */
export const services: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const database = await registries.create("bare");
  try {
    return await database.session(async (client) => {
      await client.query(graph);
      await client.query(
        "vacuum analyze specql_service.tb_service, specql_service.tb_dependency, specql_service.tb_adjacency",
      );
      const figures: Figure[] = [];
      for (const [what, call, start, from, to] of [
        [
          "needs",
          "service_dependencies_of",
          `service ${SERVICES}`,
          "fk_service",
          "fk_needed_service",
        ],
        ["is needed by", "service_dependents_of", "service 1", "fk_needed_service", "fk_service"],
      ] as const) {
        const values: number[] = [];
        for (let round = 0; round < context.runs; round += 1) {
          values.push(median(await timed(client, `app.${call}`, start)));
        }
        const size = await difference(client, `app.${call}`, start, bruteForce(from, to));
        figures.push({
          what: `(services) all that a service ${what}: ${size} of 10,000, 100,000 dependencies, median of ${CALLS} calls`,
          target: { bound: "below", value: 50 },
          values,
          unit: "ms",
        });
      }
      const order = await timed(client, "app.service_start_order");
      figures.push({
        what: "(services) the order to start 10,000 services in, p95",
        values: [percentile(order, 0.95)],
        unit: "ms",
      });
      return figures;
    });
  } finally {
    await registries.dropAll();
  }
};

/** Milliseconds of each call, the rows counted in the server. */
async function timed(client: pg.Client, call: string, name?: string): Promise<number[]> {
  const text = `select count(*) from ${call}(${name === undefined ? "" : "$1"})`;
  const values: number[] = [];
  for (let n = 0; n < CALLS; n += 1) {
    const begun = performance.now();
    await client.query(text, name === undefined ? [] : [name]);
    values.push(performance.now() - begun);
  }
  return values;
}

/** Compares with brute force; returns how many were found. */
async function difference(
  client: pg.Client,
  call: string,
  start: string,
  expected: string,
): Promise<number> {
  await client.query("begin");
  try {
    await client.query("select set_config('bench.start', $1, true)", [start]);
    await client.query(expected);
    const { rows } = await client.query<{ found: number; wrong: number }>(
      `with answered as (
         select s.pk_service as pk, f.depth from ${call}($1) as f join specql_service.tb_service as s on s.id = f.id
       )
       select (select count(*) from answered)::integer as found, (select count(*) from (
         (select * from answered except all select * from expected where depth > 0)
         union all (select * from expected where depth > 0 except all select * from answered)
       ) as difference)::integer as wrong`,
      [start],
    );
    const [{ found, wrong } = { found: 0, wrong: 1 }] = rows;
    if (wrong !== 0) throw new Error(`${call} and brute force differ in ${wrong} services`);
    return found;
  } finally {
    await client.query("rollback");
  }
}
