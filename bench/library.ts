/**
 * (library) What the router costs: the same rows read through an open store and by the function it
 * calls, in turns on one pool size; and how long a fail-over takes to the first answer.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { callFunction } from "../src/database/call-function.ts";
import { asPrincipal } from "../src/database/principal.ts";
import { openStandby, prepareStandby } from "../src/database/standby.ts";
import { openStore } from "../src/library/index.ts";
import type { Bench, Figure } from "./support/figures.ts";
import { registriesOn } from "./support/registry.ts";

const ROWS = 2000;
const READS = 4000;
const registry = fileURLToPath(new URL("../test/fallback/registry.yaml", import.meta.url));

/** Runs (library). */
export const library: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const database = await registries.create("bare");
  const log = (line: string): void => context.log(line);
  try {
    await database.session(async (client) => {
      await client.query(
        `select app.put_store_row('tasks', 'tasks', 't' || n, jsonb_build_object(
           'id', 't' || n, 'direction', 'do ' || n, 'status', 'pending', 'task_type', 'impl',
           'created_at', '2026-01-01T00:00:00+00:00', 'updated_at', '2026-01-01T00:00:00+00:00'))
         from generate_series(1, ${ROWS}) as n`,
      );
      await client.query("vacuum analyze");
    });
    return [
      ...(await overhead(database.url, context.runs, context.folder, log)),
      await failOver(context.runs, join(context.folder, "cache"), log),
    ];
  } finally {
    await registries.dropAll();
  }
};

async function overhead(
  url: string,
  runs: number,
  folder: string,
  log: (line: string) => void,
): Promise<Figure[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const store = await openStore("tasks", {
    env: { SPECQL_DATA_DIR: join(folder, "data") },
    databaseUrl: url,
    poolSize: 1,
    notice: log,
  });
  const direct = async (key: string): Promise<unknown> => {
    const { rows } = await pool.query<{ rows: { content: unknown }[] }>(
      "select app.store_rows($1, $2, array[$3]) as rows",
      ["tasks", "tasks", key],
    );
    return rows[0]?.rows[0]?.content;
  };
  const routed = (key: string): Promise<unknown> => store.get("tasks", key);
  try {
    await timed(direct, 500);
    await timed(routed, 500);
    const ratios: number[] = [];
    const each: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      // In short turns, so that what else the machine does falls on both.
      let [straight, byStore] = [0, 0];
      for (let turn = 0; turn < 10; turn += 1) {
        straight += await timed(direct, READS / 10);
        byStore += await timed(routed, READS / 10);
      }
      ratios.push(byStore / straight);
      each.push(byStore / READS);
      log(`(library) round ${run + 1} of ${runs}`);
    }
    return [
      {
        what: "(library) routed read against the same function called straight",
        target: { bound: "below", value: 1.1 },
        values: ratios,
        unit: "ratio",
      },
      { what: "(library) one routed read", values: each, unit: "ms" },
    ];
  } finally {
    await store.close();
    await pool.end();
  }
}

async function timed(read: (key: string) => Promise<unknown>, reads: number): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < reads; n += 1) {
    if ((await read(`t${(n * 7) % ROWS || ROWS}`)) === undefined)
      throw new Error("a row is missing");
  }
  return performance.now() - begun;
}

async function failOver(runs: number, cache: string, log: (line: string) => void): Promise<Figure> {
  const options = {
    cache,
    mirrors: { registry: { path: registry, format: "yaml", asOf: null, sha256: null } },
  };
  await prepareStandby(options);
  const values: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    const { database } = await openStandby(options);
    const { result } = await asPrincipal(database.pool, { settings: {} }, (client) =>
      callFunction(client, "list_rows", { view_name: "domains" }),
    );
    values.push((performance.now() - begun) / 1000);
    if ((result as unknown[]).length !== 2) throw new Error("the mirror lacks rows");
    await database.close();
    log(`(library) fail-over ${run + 1} of ${runs}`);
  }
  return {
    what: "(library) fail-over to a prepared mirror, until the first answer",
    target: { bound: "below", value: 1 },
    values,
    unit: "s",
  };
}
