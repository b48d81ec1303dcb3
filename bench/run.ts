/**
 * Measures what the project promises, on a real PostgreSQL, and prints one Markdown table.
 *
 *     npm run bench                       everything
 *     npm run bench -- --only a,c         some of it
 *     npm run bench -- --runs 9           medians of more runs than five
 *     npm run bench -- --write            puts the table into docs/performance.md
 *
 * BENCH_DATABASE_URL names a server to use (as a superuser); otherwise a throw-away cluster is started.
 * Exits with 1 when a figure misses its target.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { allocation } from "./allocation.ts";
import { audit, ledger } from "./audit.ts";
import { consistency } from "./consistency.ts";
import { graphql } from "./graphql.ts";
import { importFile } from "./import.ts";
import { insert } from "./insert.ts";
import { jsonSchema } from "./json-schema.ts";
import { kill } from "./kill.ts";
import { load } from "./load.ts";
import { library } from "./library.ts";
import { largeFiles } from "./large-files.ts";
import { lookUps } from "./look-ups.ts";
import { jsonImport, sqliteImport } from "./move.ts";
import { mirror } from "./mirror.ts";
import { network } from "./network.ts";
import { patterns } from "./patterns.ts";
import { policy } from "./policy.ts";
import { proof } from "./proof.ts";
import { quality } from "./search-quality.ts";
import { services } from "./services.ts";
import { startServer } from "./support/cluster.ts";
import { type Bench, type Figure, isMet } from "./support/figures.ts";
import { describeMachine } from "./support/machine.ts";
import { mergedTable, toTable } from "./support/table.ts";

const benches = new Map<string, Bench>([
  ["a", allocation],
  ["b", insert],
  ["c", lookUps],
  ["d", graphql],
  ["e", importFile],
  ["audit", audit],
  ["ledger", ledger],
  ["json", jsonSchema],
  ["library", library],
  ["patterns", patterns],
  ["quality", quality],
  ["services", services],
  ["network", network],
  ["policy", policy],
  ["proof", proof],
  ["mirror", mirror],
  ["load", load],
  ["kill", kill],
  ["consistency", consistency],
  ["sqlite-import", sqliteImport],
  ["json-import", jsonImport],
  ["large-files", largeFiles],
]);

const page = new URL("../docs/performance.md", import.meta.url);
const marks = ["<!-- measured: begin -->", "<!-- measured: end -->"] as const;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      runs: { type: "string", default: "5" },
      write: { type: "boolean", default: false },
    },
  });
  const chosen = values.only?.split(",") ?? [...benches.keys()];
  const unknown = chosen.filter((name) => !benches.has(name));
  const runs = Number(values.runs);
  if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
    console.error(`usage: run.ts [--only ${[...benches.keys()].join(",")}] [--runs N] [--write]`);
    return 64;
  }

  const folder = await mkdtemp(join(tmpdir(), "specql-bench-"));
  const log = (line: string): void => console.error(line);
  const url = process.env["BENCH_DATABASE_URL"] || undefined;
  const server = await startServer(url, await clusterFolder(), process.pid);
  try {
    const machine = await describeMachine(server.adminUrl);
    const figures: Figure[] = [];
    for (const name of chosen) {
      const bench = benches.get(name);
      if (bench) figures.push(...(await bench({ adminUrl: server.adminUrl, runs, folder, log })));
    }
    const table = toTable(figures);
    console.log(`${machine} Medians of ${runs} runs.\n\n${table}`);
    if (values.write) await updateTable(machine, table);
    return figures.some((figure) => isMet(figure) === false) ? 1 : 0;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** The cluster's own folder: its user is not ours, and its script removes it. */
function clusterFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "specql-bench-server-"));
}

/** Puts the figures into the page: in the place of those that it has, the new ones after them. */
async function updateTable(machine: string, table: string): Promise<void> {
  const content = await readFile(page, "utf8");
  const [begin, end] = marks.map((mark) => content.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    throw new Error(`docs/performance.md has lost its marks: ${marks.join(" … ")}`);
  }
  const before = content.slice(0, begin + marks[0].length);
  const held = content.slice(begin + marks[0].length, end);
  const text = `${machine}\n\n${mergedTable(held, table)}`;
  await writeFile(page, `${before}\n\n${text}\n\n${content.slice(end)}`);
}

process.exitCode = await main();
