import { resolve } from "node:path";
import type { Command } from "commander";
import { compareStore, type ConsistencyReport } from "../../cutover/compare.ts";
import { SpecqlError } from "../../errors.ts";
import { type Define, option, type Options, text } from "../define.ts";
import { clean, type Column, line, printJson, printTable, short } from "../print.ts";
import type { Session } from "../session.ts";
import { keepHeapSmall } from "../small-heap.ts";

const COLUMNS: readonly Column[] = [
  ["type", "TYPE"],
  ["path", "PATH"],
  ["attribute", "ATTRIBUTE"],
  ["postgresql", "POSTGRESQL"],
  ["legacy", "LEGACY"],
];

/** How many discrepancies a person gets to see. */
const SHOWN = 50;
const LONGEST_VALUE = 60;

const LIMIT = option("--limit <count>", "list and keep at most so many discrepancies (10000)");

/** `specql registry validate`. */
export function addValidate(program: Command, define: Define): void {
  define(existing(program, "registry"), {
    usage: "validate",
    summary:
      "compare the registry with its YAML file, every field both ways; exit 1 if they differ",
    examples: ["registry validate --compare-yaml registry/domain_registry.yaml"],
    options: [option("--compare-yaml <file>", "the file; else the one that is attached"), LIMIT],
    run: (session, _args, options) =>
      check(session, "registry", text(options, "compareYaml"), options),
  });
}

/** `specql domain check-consistency`. */
export function addCheckConsistency(program: Command, define: Define): void {
  define(existing(program, "domain"), {
    usage: "check-consistency",
    summary: "compare a store with its legacy file; exit 1 if they differ",
    examples: ["domain check-consistency", "domain check-consistency --store services --json"],
    options: [
      option("--store <name>", "the store (registry)"),
      option("--file <file>", "the file; else the one that is attached"),
      LIMIT,
    ],
    run: (session, _args, options) =>
      check(session, text(options, "store") ?? "registry", text(options, "file"), options),
  });
}

/** `specql cutover check`. */
export function addCheck(program: Command, define: Define): void {
  define(existing(program, "cutover"), {
    usage: "check <store> [file]",
    summary: "compare a store with its legacy file; exit 1 if they differ",
    examples: ["cutover check memory", "cutover check network graph_store.json --json"],
    options: [LIMIT],
    run: (session, [store, file], options) =>
      check(session, store ?? "", file === "" ? undefined : file, options),
  });
}

function existing(program: Command, name: string): Command {
  const found = program.commands.find((command) => command.name() === name);
  if (found === undefined) throw new Error(`the command ${name} has to be added first`);
  return found;
}

async function check(
  session: Session,
  store: string,
  file: string | undefined,
  options: Options,
): Promise<number> {
  const limit = limitOf(text(options, "limit"));
  keepHeapSmall();
  const report = await session.call(async (api) => {
    const [attached] = file === undefined ? await api.list("stores", { store }) : [];
    const path = file ?? pathOf(attached?.["legacy_path"]) ?? fromEnvironment(session, store);
    if (path === undefined) throw noFile(store);
    return await compareStore(api.caller, { store, path: resolve(path), limit });
  });
  if (session.json) printJson(session.io, report);
  else printReport(session, report);
  return report.consistent ? 0 : 1;
}

function pathOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function fromEnvironment(session: Session, store: string): string | undefined {
  return store === "registry" ? session.config().yamlPath : undefined;
}

function noFile(store: string): SpecqlError {
  return new SpecqlError("SG245", `nobody said which file the store ${store} is compared with`, {
    hint:
      store === "registry"
        ? "Name the file, attach one with 'specql cutover attach', or set SPECQL_YAML_PATH."
        : "Name the file, or attach one with 'specql cutover attach'.",
    field: "file",
  });
}

function limitOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,6}$/.test(given)) return Number(given);
  throw new SpecqlError("SG159", "--limit is a number from 0 to 999999", {
    detail: `Given: ${given}.`,
    hint: "All discrepancies are counted, whatever the limit is.",
    field: "limit",
  });
}

function printReport({ io }: Session, report: ConsistencyReport): void {
  const { discrepancies, summary } = report;
  if (discrepancies.length > 0) {
    const rows = discrepancies.slice(0, SHOWN).map((found) => ({
      ...found,
      postgresql: short(found.postgresql_value, LONGEST_VALUE),
      legacy: short(found.legacy_value, LONGEST_VALUE),
    }));
    printTable(io, rows, COLUMNS, "");
    if (discrepancies.length > SHOWN) {
      line(io, `… and ${report.discrepancy_count - SHOWN} more: --json prints them all`);
    }
    line(io);
  }
  const tables = Object.entries(summary.tables).map(([table, counts]) => ({ table, ...counts }));
  printTable(
    io,
    tables,
    [
      ["table", "TABLE"],
      ["postgresql", "POSTGRESQL"],
      ["legacy", "LEGACY"],
      ["discrepancies", "DISCREPANCIES"],
    ],
    "neither side has any rows",
  );
  for (const note of summary.notes) line(io, `note: ${clean(note)}`);
  const counts = Object.entries(summary.counts).map(([type, count]) => `${count} ${type}`);
  const verdict = report.consistent
    ? "consistent"
    : `${report.discrepancy_count} discrepancies (${counts.join(", ")})`;
  line(
    io,
    `${clean(report.store)}, ${clean(summary.source)}: ${report.checked} rows compared in ${summary.seconds.toFixed(1)} s: ${verdict}`,
  );
}
