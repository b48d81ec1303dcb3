/**
 * (a) Allocation by one call against the same three statements sent one by one inside a transaction.
 * Both sides write the audit log. The sides take turns, and the ratio is made within a round.
 */
import type { Bench, Figure } from "./support/figures.ts";
import type { Mode, Order } from "./support/pgbench.ts";
import { registriesOn } from "./support/registry.ts";
import { measure, oneCall, threeStatements } from "./support/sides.ts";

/** Runs (a). */
export const allocation: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const compare = async (mode: Mode, order: Order): Promise<Compared> => {
    const result: Compared = { call: [], statements: [], ratios: [] };
    for (let round = 0; round < context.runs; round += 1) {
      const call = (): Promise<number> =>
        measure(context, registries, { script: oneCall, mode, order, rows: "registry" });
      const statements = (): Promise<number> =>
        measure(context, registries, {
          script: threeStatements(mode),
          mode,
          order,
          rows: "registry",
        });
      // Who goes first changes from round to round.
      const first = round % 2 === 0;
      const early = first ? await call() : await statements();
      const late = first ? await statements() : await call();
      const [fast, slow] = first ? [early, late] : [late, early];
      result.call.push(fast);
      result.statements.push(slow);
      result.ratios.push(fast / slow);
      context.log(`(a) ${mode}, ${order}: ${fast.toFixed(0)} against ${slow.toFixed(0)} /s`);
    }
    return result;
  };
  try {
    const spread = await compare("simple", "spread");
    const queued = await compare("simple", "queued");
    const prepared = await compare("prepared", "spread");
    return [
      {
        what: "(a) allocation: one call against three statements, 8 clients",
        target: { bound: "at least", value: 1.5 },
        values: spread.ratios,
        unit: "ratio",
      },
      tps("one call", spread.call),
      tps("three statements", spread.statements),
      {
        what: "(a) the same, 8 clients queueing for one subdomain",
        values: queued.ratios,
        unit: "ratio",
      },
      {
        what: "(a) as the first, with named prepared statements on both sides",
        values: prepared.ratios,
        unit: "ratio",
      },
      tps("one call, prepared", prepared.call),
      tps("three statements, prepared", prepared.statements),
    ];
  } finally {
    await registries.dropAll();
  }
};

interface Compared {
  readonly call: number[];
  readonly statements: number[];
  readonly ratios: number[];
}

function tps(what: string, values: readonly number[]): Figure {
  return { what: `(a) ${what}: allocations`, values, unit: "tps" };
}
