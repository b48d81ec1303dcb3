/**
 * 200 times SIGKILL at random moments under a mixed load: server, mirror, importer, PostgreSQL itself.
 * BENCH_KILLS says how many; the seed is printed and can be given by BENCH_SEED.
 */
import { chaos } from "../test/support/chaos.ts";
import type { Bench } from "./support/figures.ts";

/** Runs it, on a cluster of its own that can be killed. */
export const kill: Bench = async (context) => {
  const kills = Number(process.env["BENCH_KILLS"] ?? 200);
  const seed = Number(process.env["BENCH_SEED"] ?? Date.now() % 1_000_000);
  context.log(`kill: ${kills} kills, seed ${seed}`);
  const result = await chaos({ kills, seed, log: (line) => context.log(`kill: ${line}`) });
  for (const fault of result.faults.slice(0, 20)) context.log(`kill: FAULT ${fault}`);
  context.log(`kill: ${JSON.stringify({ ...result, faults: result.faults.length })}`);
  const writes = Object.values(result.acknowledged).reduce((sum, count) => sum + count, 0);
  const what = `kill: ${kills} × SIGKILL under load`;
  return [
    {
      what: `${what}: acknowledged writes lost, doubled, or missing after rolling back`,
      target: { bound: "below", value: 1 },
      values: [result.faults.length],
      unit: "count",
    },
    { what: `${what}: writes acknowledged`, values: [writes], unit: "count" },
    { what: `${what}: writes without an answer`, values: [result.unanswered], unit: "count" },
    {
      what: `${what}: until the mirror has caught up`,
      values: [result.caughtUpAfter],
      unit: "s",
    },
  ];
};
