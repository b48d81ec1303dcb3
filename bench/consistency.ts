/**
 * (consistency) A memory workspace of a million rows against its SQLite file, through the command
 * line, process start included: when both are equal, and when ten rows differ.
 */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Bench, Figure } from "./support/figures.ts";
import { type CommandRun, runCommand } from "./support/program.ts";
import { registriesOn } from "./support/registry.ts";

const ROWS = Number(process.env["BENCH_ROWS"] ?? 1_000_000);
const DIFFERENCES = 10;

/** Runs (consistency). */
export const consistency: Bench = async (context) => {
  const equal = join(context.folder, "memory.db");
  const other = join(context.folder, "memory-other.db");
  writeMemories(equal);
  await copyFile(equal, other);
  changeSome(other);
  const registries = registriesOn(context.adminUrl);
  const figures = { equal: [] as number[], memory: [] as number[], different: [] as number[] };
  try {
    const database = await registries.create("bare");
    const of = (...args: string[]): string[] => [...args, "--database", database.url, "--json"];
    const imported = await runCommand(of("import", "memory", equal));
    context.log(`(consistency) ${ROWS} rows imported in ${imported.seconds.toFixed(1)} s`);
    await database.session((client) => client.query("vacuum analyze"));
    for (let round = 0; round < context.runs; round += 1) {
      const same = await runCommand(of("cutover", "check", "memory", equal));
      expectFound(same, 0);
      figures.equal.push(same.seconds);
      figures.memory.push(same.megabytes);
      const differing = await runCommand(of("cutover", "check", "memory", other), 1);
      expectFound(differing, DIFFERENCES);
      figures.different.push(differing.seconds);
      context.log(
        `(consistency) equal ${same.seconds.toFixed(1)} s, ${same.megabytes.toFixed(0)} MB; ` +
          `${DIFFERENCES} differences ${differing.seconds.toFixed(1)} s`,
      );
    }
  } finally {
    await registries.dropAll();
  }
  const rows = `${ROWS.toLocaleString("en")} rows and their SQLite file`;
  return [
    {
      what: `(consistency) ${rows}, equal`,
      target: { bound: "below", value: 60 },
      values: figures.equal,
      unit: "s",
    },
    { what: `(consistency) ${rows}, ${DIFFERENCES} differ`, values: figures.different, unit: "s" },
    {
      what: "(consistency) peak memory of the command",
      target: { bound: "below", value: 300 },
      values: figures.memory,
      unit: "MB",
    },
  ] satisfies Figure[];
};

function expectFound({ stdout }: CommandRun, wanted: number): void {
  const report = JSON.parse(stdout) as { checked: number; discrepancy_count: number };
  if (report.checked < ROWS || report.discrepancy_count !== wanted) {
    throw new Error(`${report.discrepancy_count} differences in ${report.checked} rows`);
  }
}

/** A workspace of one big table, its rows as long as notes are. */
function writeMemories(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(`
    pragma journal_mode = off;
    create table memory_entities (
      id integer primary key, org_id text not null, user_id text, entity_type text not null,
      content text not null, importance integer default 3, created_at text default current_timestamp
    );
    with recursive n (i) as (select 1 union all select i + 1 from n where i < ${ROWS})
    insert into memory_entities
    select i, 'org' || (i % 7), nullif('user' || (i % 50), 'user0'), 'note',
      'Note ' || i || ': what was said about the plan on day ' || (i % 365) || ', and by whom.',
      i % 5 + 1, datetime(1700000000 + i * 60, 'unixepoch')
    from n;
  `);
  database.close();
}

function changeSome(path: string): void {
  const database = new DatabaseSync(path);
  const step = Math.floor(ROWS / (DIFFERENCES + 1));
  database.exec(
    `update memory_entities set content = content || '!'
     where id % ${step} = 0 and id <= ${step * DIFFERENCES}`,
  );
  database.close();
}
