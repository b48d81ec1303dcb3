/**
 * (patterns) Searching patterns, by vector and by question, in a library of 1,000 and in one of 100,000.
 * Timed at the client: a call, its answer of ten patterns, and the driver.
 */
import type pg from "pg";
import type { Bench, BenchContext, Figure } from "./support/figures.ts";
import { percentile } from "./support/figures.ts";
import { fillLibrary, queryVectors, questions } from "./support/pattern-library.ts";
import { registriesOn } from "./support/registry.ts";

const SMALL = 1_000;
const LARGE = 100_000;
const INDEX = "specql_pattern.ix_tb_pattern_embedding__offline";

/** Runs (patterns). */
export const patterns: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  try {
    const small = await registries.create("bare");
    const figures = await small.session(async (client) => {
      await fillLibrary(client, SMALL);
      return searches(client, context, SMALL, { search: [10, 50], find: undefined });
    });
    await small.drop();
    const large = await registries.create("bare");
    return await large.session(async (client) => {
      context.log("(patterns) making 100,000 patterns and their index");
      const index = await rebuilt(client, () => fillLibrary(client, LARGE));
      figures.push(...(await searches(client, context, LARGE, { search: [50], find: 100 })));
      return [...figures, ...index, await recall(client), ...(await filtered(client, context))];
    });
  } finally {
    await registries.dropAll();
  }
};

/** Fills without the index, then builds it, and says how long that took and how large it is. */
async function rebuilt(client: pg.Client, fill: () => Promise<void>): Promise<Figure[]> {
  const { rows } = await client.query<{ definition: string }>(
    "select pg_get_indexdef($1::regclass) as definition",
    [INDEX],
  );
  await client.query(`drop index ${INDEX}`);
  await fill();
  await client.query("set maintenance_work_mem = '1GB'");
  const start = performance.now();
  await client.query(rows[0]!.definition);
  const seconds = (performance.now() - start) / 1000;
  const { rows: sizes } = await client.query<{ index: number; table: number }>(
    `select pg_relation_size($1::regclass)::float8 / 2 ^ 20 as index,
       pg_relation_size('specql_pattern.tb_pattern_embedding')::float8 / 2 ^ 20 as table`,
    [INDEX],
  );
  return [
    { what: "(patterns) the graph of 100,000 vectors: its build", values: [seconds], unit: "s" },
    { what: "(patterns) the graph: its size", values: [sizes[0]!.index], unit: "MB" },
    { what: "(patterns) the vectors themselves", values: [sizes[0]!.table], unit: "MB" },
  ];
}

async function searches(
  client: pg.Client,
  context: BenchContext,
  size: number,
  targets: { search: number[]; find: number | undefined },
): Promise<Figure[]> {
  const vectors = await queryVectors(client, 100);
  const search: number[] = [];
  const find: number[] = [];
  for (let round = 0; round < context.runs; round += 1) {
    search.push(await p95(vectors, (v) => ten(client, "app.search_patterns($1)", [v])));
    const asked = Array.from({ length: 10 }, () => questions).flat();
    find.push(await p95(asked, (q) => ten(client, "app.find_patterns($1)", [q])));
    context.log(`(patterns) ${size} patterns: round ${round + 1} of ${context.runs}`);
  }
  const among = `among ${size.toLocaleString("en")} patterns, p95 of 100 calls`;
  return [
    ...targets.search.map((value): Figure => ({
      what: `(patterns) app.search_patterns ${among}`,
      target: { bound: "below", value },
      values: search,
      unit: "ms",
    })),
    {
      what: `(patterns) app.find_patterns ${among}`,
      ...(targets.find === undefined ? {} : { target: { bound: "below", value: targets.find } }),
      values: find,
      unit: "ms",
    },
  ];
}

/** How many of the ten nearest the graph finds. */
async function recall(client: pg.Client): Promise<Figure> {
  const vectors = await queryVectors(client, 100);
  let found = 0;
  for (const vector of vectors) {
    const { rows: exact } = await client.query<{ name: string }>(
      `select p.pattern_name as name
       from (
         select e.fk_domain_pattern, e.embedding <=> $1::real[]::vector as distance
         from specql_pattern.tb_pattern_embedding as e offset 0
       ) as n
       join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = n.fk_domain_pattern
       order by n.distance limit 10`,
      [vector],
    );
    const names = new Set(exact.map((row) => row.name));
    const { rows } = await client.query<{ pattern_name: string }>(
      "select pattern_name from app.search_patterns($1)",
      [vector],
    );
    found += rows.filter((row) => names.has(row.pattern_name)).length;
  }
  return {
    what: "(patterns) recall@10 of app.search_patterns among 100,000, against comparing all",
    target: { bound: "at least", value: 0.95 },
    values: [found / vectors.length / 10],
    unit: "score",
  };
}

/** The same searches with a filter that a twentieth, or a fortieth, of the library meets. */
async function filtered(client: pg.Client, context: BenchContext): Promise<Figure[]> {
  const vectors = await queryVectors(client, 50);
  const figures: Figure[] = [];
  for (const [what, filter] of [
    ["in one of 20 categories", "category => 'category 3'"],
    ["with one of 80 tags", "with_tags => '{file}'"],
  ] as const) {
    const values: number[] = [];
    for (let round = 0; round < context.runs; round += 1) {
      values.push(
        await p95(vectors, (v) => ten(client, `app.search_patterns($1, ${filter})`, [v])),
      );
    }
    figures.push({
      what: `(patterns) app.search_patterns among 100,000 ${what}, p95 of 50 calls`,
      values,
      unit: "ms",
    });
  }
  return figures;
}

async function p95<T>(inputs: readonly T[], call: (input: T) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (const input of inputs) {
    const start = performance.now();
    await call(input);
    times.push(performance.now() - start);
  }
  return percentile(times, 0.95);
}

async function ten(client: pg.Client, call: string, values: readonly unknown[]): Promise<void> {
  const { rows } = await client.query(`select * from ${call}`, [...values]);
  if (rows.length !== 10) throw new Error(`${call} gave ${rows.length} rows instead of ten`);
}
