/** (move) Import of a memory workspace and of a network store through the command line, against pgloader. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Bench, BenchContext, Figure } from "./support/figures.ts";
import { writeMemoryFile, writeNetworkFile } from "./support/legacy-files.ts";
import { runCommand } from "./support/program.ts";
import { type BenchDatabase, type Registries, registriesOn } from "./support/registry.ts";

const run = promisify(execFile);

/** Rows of the SQLite file; a smaller number is for trying the bench. */
const ROWS = Number(process.env["BENCH_MOVE_ROWS"] ?? 1_000_000);

/** `sqlite-import`: a million rows by us and by pgloader, in databases of the same server, in turns. */
export const sqliteImport: Bench = async (context) => {
  const file = join(context.folder, "memory.db");
  writeMemoryFile(file, ROWS);
  const registries = registriesOn(context.adminUrl);
  const ours: number[] = [];
  const theirs: number[] = [];
  const megabytes: number[] = [];
  const again: number[] = [];
  try {
    for (let round = 0; round < context.runs; round += 1) {
      const database = await registries.create("bare");
      const args = ["import", "memory", file, "--database", database.url, "--json"];
      const first = await runCommand(args);
      await allArrived(database, ROWS);
      if (round === 0) again.push((await runCommand(args)).seconds);
      await database.drop();
      ours.push(first.seconds);
      megabytes.push(first.megabytes);
      const loaded = await pgloaderSeconds(context, registries, file);
      if (loaded !== undefined) theirs.push(loaded);
      context.log(
        `(sqlite-import) ${first.seconds.toFixed(1)} s, ${first.megabytes.toFixed(0)} MB; pgloader ${loaded?.toFixed(1) ?? "absent"} s`,
      );
    }
  } finally {
    await registries.dropAll();
  }
  const what = `import of a SQLite file with ${ROWS.toLocaleString("en")} rows`;
  const figures: Figure[] = [
    { what: `(sqlite-import) ${what}`, values: ours, unit: "s" },
    { what: "(sqlite-import) the same file again, nothing to change", values: again, unit: "s" },
    {
      what: "(sqlite-import) its peak memory, the program's process",
      target: { bound: "below", value: 300 },
      values: megabytes,
      unit: "MB",
    },
  ];
  if (theirs.length > 0) {
    figures.push(
      { what: "(sqlite-import) the same file by pgloader", values: theirs, unit: "s" },
      {
        what: "(sqlite-import) rate against pgloader's, typed, checked, searchable and compared against plain copies",
        target: { bound: "at least", value: 1 },
        values: ours.map((seconds, index) => (theirs[index] ?? Number.NaN) / seconds),
        unit: "ratio",
      },
    );
  }
  return figures;
};

/** `json-import`: 10,000 projects with 50,000 edges. */
export const jsonImport: Bench = async (context) => {
  const file = join(context.folder, "graph_store.json");
  await writeNetworkFile(file, 10_000, 50_000);
  const registries = registriesOn(context.adminUrl);
  const seconds: number[] = [];
  try {
    for (let round = 0; round < context.runs; round += 1) {
      const database = await registries.create("bare");
      const done = await runCommand([
        "import",
        "network",
        file,
        "--database",
        database.url,
        "--json",
      ]);
      await allArrived(database, 60_000);
      await database.drop();
      seconds.push(done.seconds);
      context.log(`(json-import) ${done.seconds.toFixed(2)} s`);
    }
  } finally {
    await registries.dropAll();
  }
  return [
    {
      what: "(json-import) import of 10,000 projects with 50,000 edges",
      target: { bound: "below", value: 5 },
      values: seconds,
      unit: "s",
    },
  ];
};

async function allArrived(database: BenchDatabase, rows: number): Promise<void> {
  const { rows: found } = await database.session((client) =>
    client.query<{ counts: { imported: number } }>(
      "select report -> 'counts' as counts from app.import_runs where status = 'finished'",
    ),
  );
  const imported = found[0]?.counts.imported;
  if (imported !== rows) throw new Error(`${imported} of ${rows} rows arrived`);
}

/** Undefined, and said loudly, where pgloader is not installed. */
async function pgloaderSeconds(
  context: BenchContext,
  registries: Registries,
  file: string,
): Promise<number | undefined> {
  const target = await registries.create("bare");
  try {
    const script = join(context.folder, "pgloader.load");
    // Its own tables, in a schema of their own: what is already there has other shapes.
    await target.session((client) => client.query("create schema loaded"));
    await writeFile(
      script,
      `load database from sqlite://${file} into ${target.url}
       with include drop, create tables, create indexes, reset sequences
       set search_path to 'loaded';\n`,
    );
    const start = performance.now();
    await run("pgloader", ["--quiet", script], { maxBuffer: 64 * 1024 * 1024 });
    const seconds = (performance.now() - start) / 1000;
    const { rows } = await target.session((client) =>
      client.query<{ n: number }>(
        `select (select count(*) from loaded.memory_entities) + (select count(*) from loaded.memory_relations)
           + (select count(*) from loaded.memory_tags) + (select count(*) from loaded.structured_facts) as n`,
      ),
    );
    if (Number(rows[0]?.n) !== ROWS)
      throw new Error(`pgloader brought ${rows[0]?.n} of ${ROWS} rows`);
    return seconds;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    context.log(
      "*** pgloader is not installed: nothing to compare with (Debian: apt-get install pgloader) ***",
    );
    return undefined;
  } finally {
    await target.drop();
  }
}
