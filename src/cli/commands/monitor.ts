import type { Command } from "commander";
import { SpecqlError } from "../../errors.ts";
import { type Define, group, option, type Options, text } from "../define.ts";
import { type Column, printJson, printRow, printTable, type Row } from "../print.ts";
import type { Session } from "../session.ts";

const REPORT_COLUMNS: readonly Column[] = [
  ["origin", "ORIGIN"],
  ["operation", "OPERATION"],
  ["calls", "CALLS"],
  ["failed", "FAILED"],
  ["success_rate", "SUCCESS"],
  ["slow", "SLOW"],
  ["average_ms", "AVG MS"],
  ["p50_ms", "P50"],
  ["p95_ms", "P95"],
  ["p99_ms", "P99"],
  ["max_ms", "MAX"],
];

const ALERT_COLUMNS: readonly Column[] = [
  ["severity", "SEVERITY"],
  ["alert_name", "ALERT"],
  ["subject", "SUBJECT"],
  ["value", "VALUE"],
  ["threshold_value", "THRESHOLD"],
  ["unit", "UNIT"],
  ["message", "MESSAGE"],
];

const THRESHOLD_COLUMNS: readonly Column[] = [
  ["threshold_name", "THRESHOLD"],
  ["value", "VALUE"],
  ["unit", "UNIT"],
  ["severity", "SEVERITY"],
  ["enabled", "ENABLED"],
  ["description", "DESCRIPTION"],
];

/** `specql monitor …`. */
export function addMonitor(program: Command, define: Define): void {
  const parent = group(
    program,
    "monitor",
    "what is alarming, and from which value on",
    "monitor alerts",
  );
  define(parent, {
    usage: "alerts",
    summary: "list what lies above its threshold now; exit 1 if anything does",
    examples: ["monitor alerts"],
    async run(session) {
      const alerts = await session.call((api) => api.rows("alerts"));
      if (session.json) printJson(session.io, alerts);
      else printTable(session.io, alerts.map(readable), ALERT_COLUMNS, "nothing is alarming");
      return alerts.length > 0 ? 1 : 0;
    },
  });
  define(parent, {
    usage: "thresholds",
    summary: "list the thresholds",
    examples: ["monitor thresholds"],
    async run(session) {
      const rows = await session.call((api) => api.list("alert_thresholds"));
      if (session.json) printJson(session.io, rows);
      else printTable(session.io, rows, THRESHOLD_COLUMNS, "no thresholds");
    },
  });
  define(parent, {
    usage: "set <threshold>",
    summary: "move a threshold, or switch it on or off",
    examples: ["monitor set p95_ms --value 250", "monitor set disk_used --off"],
    options: [
      option("--value <number>", "the new value, in the threshold's unit"),
      option("--severity <word>", "info, warning or critical"),
      option("--on", "look at it"),
      option("--off", "do not look at it"),
    ],
    run: setThreshold,
  });
}

/** The report of `app.performance_report()`, as a table or as data. */
export async function performanceReport(
  session: Session,
  _args: readonly string[],
  options: Options,
): Promise<void> {
  const rows = await session.call((api) =>
    api.rows("performance_report", { since: text(options, "since") }),
  );
  if (session.json) printJson(session.io, rows);
  else printTable(session.io, rows.map(readable), REPORT_COLUMNS, "nothing was called");
}

async function setThreshold(session: Session, [name = ""]: readonly string[], options: Options) {
  if (options["on"] === true && options["off"] === true) {
    throw new SpecqlError("SG960", "--on and --off exclude each other", { hint: "Give one." });
  }
  const row = await session.call((api) =>
    api.row("set_alert_threshold", {
      threshold_name: name,
      value: numberOf(text(options, "value")),
      enabled: options["on"] === true ? true : options["off"] === true ? false : undefined,
      severity: text(options, "severity"),
    }),
  );
  if (session.json) printJson(session.io, row);
  else printRow(session.io, row);
}

function numberOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : NaN;
  if (Number.isNaN(value)) {
    throw new SpecqlError("SG168", "--value must be a number from zero on", {
      hint: "For example 250 or 0.8.",
      field: "value",
    });
  }
  return value;
}

/** Numbers as a person reads them: three digits behind the point are enough. */
function readable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === "number" ? Math.round(value * 1000) / 1000 : value,
    ]),
  );
}
