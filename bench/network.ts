/**
 * (network) Near and far in a graph of a million packages and ten million dependencies. To try it on a smaller graph
 * set BENCH_NETWORK_SHARE, for example to 0.1: the package that is asked about always has 100,000 dependents.
 */
import type pg from "pg";
import { type Bench, type Figure } from "./support/figures.ts";
import { registriesOn } from "./support/registry.ts";

const SHARE = Number(process.env["BENCH_NETWORK_SHARE"] || "1");
const DEPENDENTS = 100_000;
const EDGES_EACH = 10;
const PACKAGES = Math.max(DEPENDENTS + 2, Math.round(1_000_000 * SHARE));

/**
 * Package 1 is what all of the first 100,001 need, each by ten packages before it; the others need each other only.
 * Triggers are off and indexes are built at the end: the load is measured elsewhere. VACUUM ANALYZE does what autovacuum
 * does on a living system once rows came: without it, a walk by index looks at the table too.
 */
const graph = [
  "set session_replication_role = replica",
  `create temporary table put_back as
     select format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as sql,
       format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as undo
     from pg_constraint as k
     where k.conrelid = 'network.tb_dependency'::regclass and k.contype in ('p', 'u')
     union all
     select pg_get_indexdef(i.indexrelid), format('drop index %s', i.indexrelid::regclass)
     from pg_index as i
     where i.indrelid = 'network.tb_dependency'::regclass
       and not exists (select from pg_constraint as k where k.conindid = i.indexrelid)`,
  "do $$ declare v text; begin for v in select undo from put_back loop execute v; end loop; end $$",
  "select setseed(0.25)",
  `insert into network.tb_package (ecosystem, package_name, created_by, updated_by)
   select 'npm', 'package-' || g, 'bench', 'bench' from generate_series(1, ${PACKAGES}) as g`,
  `insert into network.tb_dependency (fk_from, fk_to, identifier, created_by, updated_by)
   select distinct on (e.n, e.needed) b.first + e.n - 1, b.first + e.needed - 1,
     'npm/package-' || e.n || ' > npm/package-' || e.needed, 'bench', 'bench'
   from (select min(pk_package) as first from network.tb_package) as b cross join (
     select n, case
       when n <= ${DEPENDENTS + 1} then 1 + floor(random() * (n - 1))::bigint
       else ${DEPENDENTS + 2} + floor(random() * (n - ${DEPENDENTS + 1}))::bigint end as needed
     from generate_series(2, ${PACKAGES}) as n cross join generate_series(1, ${EDGES_EACH})
   ) as e`,
  "do $$ declare v text; begin for v in select sql from put_back loop execute v; end loop; end $$",
  `insert into network.tb_project (fk_package, ecosystem, project_name, created_by, updated_by)
   select pk_package, ecosystem, package_name, 'bench', 'bench' from network.tb_package where pk_package % 10 <> 0`,
  "reset session_replication_role",
  "vacuum analyze network.tb_package, network.tb_project, network.tb_dependency",
];

/** What the obvious recursive query finds, to compare with. */
const recursive = `
  with recursive reached (package) as (
    select p.pk_package from network.tb_package as p where p.package_name = 'package-1'
    union
    select d.fk_from from reached as r join network.tb_dependency as d on d.fk_to = r.package
  )
  select count(*) - 1 as found from reached`;

async function timed(client: pg.Client, sql: string, runs: number): Promise<[number[], number]> {
  const values: number[] = [];
  let found = 0;
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    const { rows } = await client.query<{ found: string }>(sql);
    values.push(performance.now() - begun);
    found = Number(rows[0]?.found);
  }
  return [values, found];
}

/** As a client has it: with the way of the rows and their turning into objects. */
async function timedRows(
  client: pg.Client,
  sql: string,
  runs: number,
  expected: number,
): Promise<number[]> {
  const values: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    const { rows } = await client.query(sql);
    values.push(performance.now() - begun);
    if (rows.length !== expected) throw new Error(`${rows.length} rows came of ${expected}`);
  }
  return values;
}

/** Runs (network). */
export const network: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const database = await registries.create("bare");
  try {
    return await database.session(async (client) => {
      const begun = performance.now();
      for (const step of graph) await client.query(step);
      context.log(`network: the graph took ${Math.round((performance.now() - begun) / 1000)} s`);
      const size = await client.query<{ packages: string; edges: string }>(
        `select (select count(*) from network.tb_package) as packages,
           (select count(*) from network.tb_dependency) as edges`,
      );
      const of = `${size.rows[0]!.packages} packages, ${size.rows[0]!.edges} dependencies`;
      const [far, found] = await timed(
        client,
        "select count(*) as found from app.dependents_of('npm', 'package-1')",
        context.runs,
      );
      const fetched = await timedRows(
        client,
        "select * from app.dependents_of('npm', 'package-1')",
        context.runs,
        found,
      );
      const [slow, expected] = await timed(client, recursive, context.runs);
      if (found !== expected || found !== DEPENDENTS) {
        throw new Error(`${found} dependents were found, ${expected} by the recursive query`);
      }
      const [near] = await timed(
        client,
        "select count(*) as found from app.dependents_of('npm', 'package-1', 1)",
        context.runs,
      );
      const [back] = await timed(
        client,
        `select count(*) as found from app.dependencies_of('npm', 'package-${DEPENDENTS + 1}')`,
        context.runs,
      );
      const figures: Figure[] = [
        {
          what: `(network) all ${found} dependents of a package: ${of}`,
          target: { bound: "below", value: 1000 },
          values: far,
          unit: "ms",
        },
        {
          what: "(network) the same, every row read by a client",
          values: fetched,
          unit: "ms",
        },
        {
          what: "(network) the same found by a recursive query, without names",
          values: slow,
          unit: "ms",
        },
        { what: "(network) its direct dependents", values: near, unit: "ms" },
        { what: "(network) everything that the last of them depends on", values: back, unit: "ms" },
      ];
      return figures;
    });
  } finally {
    await registries.dropAll();
  }
};
