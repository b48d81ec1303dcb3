/**
 * (b) Allocation by one call against a bare insert of one row into the same audited table, which is
 * what allocation would cost if it needed no lock, no counter and no look-up.
 */
import type { Bench } from "./support/figures.ts";
import type { Workload } from "./support/pgbench.ts";
import { registriesOn } from "./support/registry.ts";
import { bareInsert, measure, oneCall, plainInsert } from "./support/sides.ts";

/** Runs (b). */
export const insert: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const how = { mode: "prepared", order: "spread" } as const satisfies Omit<Workload, "script">;
  const sides = [
    () => measure(context, registries, { ...how, script: oneCall, rows: "registry" }),
    () => measure(context, registries, { ...how, script: bareInsert, rows: "registry" }),
    () => measure(context, registries, { ...how, script: plainInsert, rows: "plain" }),
  ];
  const rounds: { call: number; bare: number; plain: number }[] = [];
  try {
    for (let round = 0; round < context.runs; round += 1) {
      const tps: number[] = [];
      // Each side goes first, second and last in turn.
      for (let turn = 0; turn < sides.length; turn += 1) {
        const side = (round + turn) % sides.length;
        tps[side] = (await sides[side]?.()) ?? Number.NaN;
      }
      const [call = Number.NaN, bare = Number.NaN, plain = Number.NaN] = tps;
      rounds.push({ call, bare, plain });
      context.log(`(b) ${tps.map((value) => value.toFixed(0)).join(", ")} /s: call, bare, plain`);
    }
  } finally {
    await registries.dropAll();
  }
  return [
    {
      what: "(b) allocation against a bare insert into the same audited table",
      target: { bound: "at least", value: 0.55 },
      values: rounds.map(({ call, bare }) => call / bare),
      unit: "ratio",
    },
    {
      what: "(b) bare inserts into the audited table",
      values: rounds.map(({ bare }) => bare),
      unit: "tps",
    },
    {
      what: "(b) allocation against an insert into a table with no keys, rules, triggers or audit",
      values: rounds.map(({ call, plain }) => call / plain),
      unit: "ratio",
    },
  ];
};
