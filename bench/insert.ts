/**
 * (b) Allocation by one call against a bare insert of one row into the same audited table, which is
 * what allocation would cost if it needed no lock, no counter and no look-up.
 */
import type { Bench } from "./support/figures.ts";
import type { Mode } from "./support/pgbench.ts";
import { registriesOn } from "./support/registry.ts";
import { bareInsert, measure, oneCall, plainInsert } from "./support/sides.ts";

interface Round {
  readonly call: number;
  readonly bare: number;
  readonly plain: number;
}

/** Runs (b). */
export const insert: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const compare = async (mode: Mode): Promise<Round[]> => {
    const side = (script: string, rows: "registry" | "plain") => (): Promise<number> =>
      measure(context, registries, { script, mode, order: "spread", rows });
    const sides = [
      side(oneCall, "registry"),
      side(bareInsert, "registry"),
      side(plainInsert, "plain"),
    ];
    const rounds: Round[] = [];
    for (let round = 0; round < context.runs; round += 1) {
      const tps: number[] = [];
      // Each side goes first, second and last in turn.
      for (let turn = 0; turn < sides.length; turn += 1) {
        const index = (round + turn) % sides.length;
        tps[index] = (await sides[index]?.()) ?? Number.NaN;
      }
      const [call = Number.NaN, bare = Number.NaN, plain = Number.NaN] = tps;
      rounds.push({ call, bare, plain });
      context.log(
        `(b) ${mode}: ${tps.map((value) => value.toFixed(0)).join(", ")} /s: call, bare, plain`,
      );
    }
    return rounds;
  };
  try {
    const simple = await compare("simple");
    const prepared = await compare("prepared");
    return [
      {
        what: "(b) allocation against a bare insert into the same audited table",
        target: { bound: "at least", value: 0.55 },
        values: simple.map(({ call, bare }) => call / bare),
        unit: "ratio",
      },
      {
        what: "(b) bare inserts into the audited table",
        values: simple.map(({ bare }) => bare),
        unit: "tps",
      },
      {
        what: "(b) as the first, with named prepared statements on both sides",
        values: prepared.map(({ call, bare }) => call / bare),
        unit: "ratio",
      },
      {
        what: "(b) allocation against an insert into a table with no keys, rules, triggers or audit",
        values: simple.map(({ call, plain }) => call / plain),
        unit: "ratio",
      },
    ];
  } finally {
    await registries.dropAll();
  }
};
