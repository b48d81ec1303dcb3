/** (large-files) Peak memory while a SQLite file of 2 GB and a JSON file of 1 GB are imported. */
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Bench, Figure } from "./support/figures.ts";
import { writeMemoryFile, writeNetworkFile } from "./support/legacy-files.ts";
import { runCommand } from "./support/program.ts";
import { registriesOn } from "./support/registry.ts";

/** Part of the full size; a smaller one is for trying the bench. */
const SHARE = Number(process.env["BENCH_LARGE_SHARE"] ?? 1);
/** Rows that are long make a large file quickly: what is measured is memory. */
const WORDS = 900;

/** Runs (large-files), once: it takes long and memory does not vary. */
export const largeFiles: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  const figures: Figure[] = [];
  const measure = async (kind: string, file: string): Promise<void> => {
    const { size } = await stat(file);
    const database = await registries.create("bare");
    const done = await runCommand(["import", kind, file, "--database", database.url, "--json"]);
    await database.drop();
    await rm(file);
    const what = `${kind} file of ${(size / 1e9).toFixed(2)} GB`;
    context.log(
      `(large-files) ${what}: ${done.seconds.toFixed(0)} s, ${done.megabytes.toFixed(0)} MB`,
    );
    figures.push(
      {
        what: `(large-files) peak memory, ${what}`,
        target: { bound: "below", value: 300 },
        values: [done.megabytes],
        unit: "MB",
      },
      { what: `(large-files) time, ${what}`, values: [done.seconds], unit: "s" },
    );
  };
  try {
    const memory = join(context.folder, "large.db");
    writeMemoryFile(memory, Math.ceil(1_700_000 * SHARE), WORDS);
    await measure("memory", memory);
    const network = join(context.folder, "large.json");
    await writeNetworkFile(network, Math.ceil(180_000 * SHARE), Math.ceil(500_000 * SHARE), WORDS);
    await measure("network", network);
  } finally {
    await registries.dropAll();
  }
  return figures;
};
