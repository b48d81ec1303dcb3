/** One run of pgbench with a script of its own, and its throughput. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { pgbenchPath } from "./cluster.ts";

/** How many sessions run the script, and how often each, or for how long. */
export interface Load {
  readonly script: string;
  readonly clients: number;
  readonly transactions?: number;
  readonly seconds?: number;
}

/** Runs the script and returns transactions a second, connecting not counted. */
export async function transactionsPerSecond(
  url: string,
  folder: string,
  { script, clients, transactions, seconds }: Load,
): Promise<number> {
  const work = await mkdtemp(join(folder, "pgbench-"));
  try {
    const file = join(work, "script.sql");
    await writeFile(file, script);
    const { stdout } = await promisify(execFile)(
      await pgbenchPath(),
      [
        "--no-vacuum",
        "--protocol=prepared",
        `--client=${clients}`,
        "--jobs=2",
        transactions === undefined ? `--time=${seconds ?? 5}` : `--transactions=${transactions}`,
        `--file=${file}`,
        url,
      ],
      { maxBuffer: 2 ** 26 },
    );
    const tps = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
    if (!stdout.includes("number of failed transactions: 0 ") || !(tps > 0)) {
      throw new Error(`pgbench reports:\n${stdout}`);
    }
    return tps;
  } finally {
    await rm(work, { recursive: true });
  }
}
