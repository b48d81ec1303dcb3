import type { Io } from "./io.ts";
import { type Column, type Row, clean, line, printTable, short } from "./print.ts";

/** What an import function returns, as far as it is printed. */
export interface Report {
  run_id?: string | null;
  dry_run?: boolean;
  written?: boolean;
  counts: Counts;
  tables: Readonly<Record<string, Counts>>;
  changes: readonly Change[];
  rejects: readonly Reject[];
}
type Counts = Readonly<Record<(typeof COUNTS)[number], number>>;
interface Change {
  path: string;
  field?: string | null;
  old?: unknown;
  new?: unknown;
  why?: string;
}
interface Reject {
  path: string;
  line?: number | null;
  field?: string | null;
  code?: string | null;
  reason: string;
  hint?: string | null;
}

const COUNTS = ["source", "imported", "updated", "unchanged", "changed", "rejected"] as const;
const COLUMNS: readonly Column[] = [
  ["table", "TABLE"],
  ...COUNTS.map((name) => [name, name.toUpperCase()] as const),
];

/** The order in which people think of them; any other comes last. */
const TABLES =
  "domains aliases subdomains entities read_entities read_files schema_layers reserved_codes " +
  "inference_rules sections services operations dependencies scalars composites composite_fields " +
  "type_aliases rich_types";
const RANKS = TABLES.split(" ");

function rank(table: string): number {
  const found = RANKS.indexOf(table);
  return found < 0 ? RANKS.length : found;
}

/** How many changes and rejects are shown before the rest is only counted. */
const SHOWN = 50;

/** Rows were rejected and are not to be set aside: nothing was written, or would be. */
export function reportFailed(report: Report, quarantine: boolean): boolean {
  return report.rejects.length > 0 && !quarantine;
}

/** Prints the report of an import: a summary table, the changes, the rejects, and what became of it. */
export function printReport(io: Io, report: Report, file: string, quarantine: boolean): void {
  const rows: Row[] = Object.entries(report.tables)
    .map(([table, counts]) => ({ table, ...counts }))
    .toSorted((a, b) => rank(a.table) - rank(b.table));
  printTable(io, [...rows, { table: "total", ...report.counts }], COLUMNS, "");
  section(io, "Changes", report.changes, changeLine);
  section(io, "Rejected", report.rejects, (reject) => rejectLine(reject, file));
  line(io);
  line(io, ending(report, quarantine));
}

function section<T>(io: Io, title: string, items: readonly T[], show: (item: T) => string): void {
  if (items.length === 0) return;
  line(io);
  line(io, `${title} (${items.length}):`);
  for (const item of items.slice(0, SHOWN)) line(io, `  ${show(item)}`);
  const more = items.length - SHOWN;
  if (more > 0) line(io, `  … ${more} more, --json shows all`);
}

function changeLine(change: Change): string {
  const field = change.field ? ` ${clean(change.field)}` : "";
  const why = change.why ? ` (${short(change.why)})` : "";
  return `${clean(change.path)}${field}: ${value(change.old)} → ${value(change.new)}${why}`;
}

function value(given: unknown): string {
  if (given === "") return "''";
  return short(given) || "nothing";
}

function rejectLine(reject: Reject, file: string): string {
  const place = reject.line ? `${clean(file)}:${reject.line}: ` : "";
  const field = reject.field ? ` ${clean(reject.field)}` : "";
  const code = reject.code ? ` [${clean(reject.code)}]` : "";
  const hint = reject.hint ? ` ${short(reject.hint)}` : "";
  return `${place}${clean(reject.path)}${field}: ${short(reject.reason)}${code}${hint}`;
}

function ending(report: Report, quarantine: boolean): string {
  const { rejected } = report.counts;
  if (reportFailed(report, quarantine)) {
    return `Nothing was written: ${rejected} rejected. Mend the file, or import the rest with --quarantine.`;
  }
  if (report.dry_run === true) return "Dry run: nothing was written.";
  const kept =
    rejected > 0
      ? ` ${rejected} rejected rows are kept: specql import rejects ${report.run_id}`
      : "";
  return report.run_id ? `Written as run ${clean(report.run_id)}.${kept}` : `Written.${kept}`;
}
