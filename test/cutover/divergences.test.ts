/**
 * A thousand faults of eight kinds, over all seven stores, at random places: each is found and named,
 * and nothing else is. Before, the file that was imported has none.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareStore } from "../../src/cutover/compare.ts";
import { pathOf } from "../../src/cutover/report.ts";
import { callFunction } from "../../src/database/call-function.ts";
import { STORES, type StoreName } from "../../src/legacy/store-file/index.ts";
import { rolledBack, testDatabase } from "../support/database.ts";
import {
  collisionsOf,
  crc,
  diverge,
  type Expected,
  fnv1a,
  type Kind,
  KINDS,
  murmur3,
  randomOf,
} from "./divergences.ts";
import { importDocument, makeRow, writeRows } from "./files.ts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "specql-divergences-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

const SEED = Number(process.env["DIVERGENCE_SEED"] ?? 20_261_121);
const ROWS = 420;
const TOTAL = 1000;
const COLLISIONS = [crc, fnv1a, murmur3].flatMap((hash) => {
  const pairs = collisionsOf(hash, 8);
  for (const [one, other] of pairs) {
    if (one === other || hash(one) !== hash(other)) throw new Error("this is no collision");
  }
  return pairs;
});

/** How many faults of each kind a store gets: a thousand in all. */
function share(store: StoreName): Record<Kind, number> {
  const combinations = STORES.length * KINDS.length;
  const first = STORES.indexOf(store) * KINDS.length;
  const counts = KINDS.map((kind, at) => {
    const more = first + at < TOTAL % combinations ? 1 : 0;
    return [kind, Math.floor(TOTAL / combinations) + more] as const;
  });
  return Object.fromEntries(counts) as Record<Kind, number>;
}

test("the faults are a thousand", () => {
  const counts = STORES.map((store) => Object.values(share(store)).reduce((a, b) => a + b, 0));
  expect(counts.reduce((a, b) => a + b, 0)).toBe(TOTAL);
});

describe.each(STORES)("%s", (store) => {
  test(
    "none in the file that was imported, each one in a file with faults",
    { tags: ["slow"] },
    () =>
      rolledBack(database.pool, async (client) => {
        const random = randomOf(SEED + STORES.indexOf(store));
        const pairs = new Map(COLLISIONS);
        const base = Array.from({ length: ROWS }, (_, n) =>
          makeRow(store, n, COLLISIONS[n % COLLISIONS.length]?.[0] ?? ""),
        );
        const caller = {
          call: (name: string, args?: Record<string, unknown>) => callFunction(client, name, args),
        };
        const good = join(folder, `${store}.good`);
        writeRows(store, good, base, { typed: true });
        expect((await importDocument(client, store, good)).rejects).toEqual([]);
        const clean = await compareStore(caller, { store, path: good, attempts: 1 });
        expect(clean.discrepancies).toEqual([]);
        expect(clean.consistent).toBe(true);
        expect(clean.checked).toBeGreaterThanOrEqual(ROWS);

        const faulty = join(folder, `${store}.faulty`);
        const { rows, expected } = diverge(store, base, share(store), pairs, random);
        writeRows(store, faulty, rows, { typed: false });
        const report = await compareStore(caller, { store, path: faulty, attempts: 1 });
        const table = base[0]!.table;
        const { missed, surplus } = matched(store, table, expected, report.discrepancies);
        expect({ seed: SEED, missed, surplus }).toEqual({ seed: SEED, missed: [], surplus: [] });
        expect(report.consistent).toBe(false);
        expect(report.discrepancy_count).toBe(expected.length);

        const { rows: stored } = await client.query<{ found: string }>(
          `select count(*) as found from app.discrepancies as d where d.consistency_run_id = $1`,
          [report.run_id],
        );
        expect(Number(stored[0]!.found)).toBe(expected.length);
      }),
  );
});

interface Found {
  readonly type: string;
  readonly path: string;
  readonly attribute: string | null;
}

/** Takes each expected fault out of what was found: what is left on either side is wrong. */
function matched(
  store: StoreName,
  table: string,
  expected: readonly Expected[],
  discrepancies: readonly Found[],
): { missed: Expected[]; surplus: Found[] } {
  const name = (type: string, path: string, attribute: string | null): string =>
    JSON.stringify([type, path, attribute]);
  const surplus = new Map(
    discrepancies.map((found) => [name(found.type, found.path, found.attribute), found]),
  );
  const missed = expected.filter(
    ({ type, keys, attribute }) =>
      !keys.some((key) => surplus.delete(name(type, pathOf(store, table, key), attribute))),
  );
  return { missed, surplus: [...surplus.values()] };
}
