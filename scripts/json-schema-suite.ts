/**
 * Writes the table of the JSON Schema test suite into docs/performance.md, or prints it.
 *
 *     node scripts/json-schema-suite.ts            prints it
 *     node scripts/json-schema-suite.ts --write    puts it into the page
 *
 * It runs on the embedded database, which starts empty in a folder of its own, or on the empty
 * database of DATABASE_URL, as a superuser.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../src/database/open.ts";
import { applyCurrentMigration } from "../test/support/current-migration.ts";
import {
  hasSuite,
  knownFailures,
  runFile,
  suiteFiles,
  type Verdict,
} from "../test/support/json-schema-suite.ts";
import { embeddedConfig, postgresConfig } from "../test/support/open-config.ts";

const page = new URL("../docs/performance.md", import.meta.url);
const marks = ["<!-- json schema: begin -->", "<!-- json schema: end -->"] as const;

async function main(): Promise<number> {
  if (!hasSuite) {
    console.error("the JSON Schema test suite is not there; see test/support/json-schema-suite.ts");
    return 1;
  }
  const folder = await mkdtemp(join(tmpdir(), "specql-suite-"));
  const url = process.env["DATABASE_URL"];
  const config = url === undefined ? embeddedConfig(folder) : postgresConfig(url);
  const database = await openDatabase(config, { migrate: true });
  try {
    await applyCurrentMigration(database.pool);
    const { rows } = await database.pool.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    const results = new Map<string, Verdict[]>();
    for (const file of suiteFiles()) results.set(file, await runFile(database.pool, file));
    const text = toText(results, `${database.kind}, PostgreSQL ${rows[0]!.version}`);
    console.log(text);
    if (process.argv.includes("--write")) await replace(text);
    return 0;
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function toText(results: ReadonlyMap<string, readonly Verdict[]>, where: string): string {
  const passed = (verdicts: readonly Verdict[]): Verdict[] =>
    verdicts.filter(({ expected, answered }) => expected === answered);
  const all = [...results.values()].flat();
  const lines = [...results].map(
    ([file, verdicts]) => `| ${file} | ${verdicts.length} | ${passed(verdicts).length} |`,
  );
  const failures = [...results].flatMap(([file, verdicts]) =>
    verdicts
      .filter(({ expected, answered }) => expected !== answered)
      .map(({ name, answered }) => {
        const why = knownFailures[`${file}: ${name}`] ?? "not known";
        return `- ${file}: *${name}*: ${why} (${String(answered)})`;
      }),
  );
  const share = ((100 * passed(all).length) / all.length).toFixed(2);
  return [
    `Measured on ${where}: **${passed(all).length} of ${all.length}** required tests, ${share} %.`,
    "",
    "| file | tests | passed |",
    "| --- | --- | --- |",
    ...lines,
    "",
    "Those that fail, and why:",
    "",
    ...failures,
  ].join("\n");
}

async function replace(text: string): Promise<void> {
  const content = await readFile(page, "utf8");
  const [begin, end] = marks.map((mark) => content.indexOf(mark));
  if (begin === undefined || end === undefined || begin < 0 || end < begin) {
    throw new Error(`docs/performance.md has lost its marks: ${marks.join(" … ")}`);
  }
  const before = content.slice(0, begin + marks[0].length);
  await writeFile(page, `${before}\n\n${text}\n\n${content.slice(end)}`);
}

process.exitCode = await main();
