import Table from "cli-table3";
import type { Io } from "./io.ts";

/**
 * Characters that a terminal obeys instead of showing: control characters, and the marks that turn
 * the direction of writing. Data may hold them; a screen must not.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const OBEYED = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Longest text in one cell of a table. */
const LONGEST_CELL = 200;

/** Text for a person: on one line, with nothing in it that a terminal would obey. */
export function clean(value: unknown): string {
  return shown(value).replace(OBEYED, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    const code = character.charCodeAt(0).toString(16);
    return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return value.join(", ");
  }
  return JSON.stringify(value) ?? "";
}

/** Shortens a long text in the middle of nothing: the end is cut and says so. */
export function short(value: unknown, longest: number = LONGEST_CELL): string {
  const text = clean(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** One line of text, already clean. */
export function line(io: Io, text = ""): void {
  io.stdout.write(`${text}\n`);
}

/** Data for programs; control characters that JSON allows are escaped too. */
export function printJson(io: Io, value: unknown): void {
  line(io, asJson(value));
}

/** JSON that is safe to look at on a terminal. */
export function asJson(value: unknown): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return (JSON.stringify(value, null, 2) ?? "null").replace(
    /[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g,
    (c) => {
      return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
    },
  );
}

export type Row = Readonly<Record<string, unknown>>;

/** Column of a table: the key of the row, and what stands above it. */
export type Column = readonly [key: string, heading: string];

/** A plain table without lines; says so when there are no rows. */
export function printTable(
  io: Io,
  rows: readonly Row[],
  columns: readonly Column[],
  none: string,
): void {
  if (rows.length === 0) {
    line(io, none);
    return;
  }
  const numeric = columns.map(([key]) => rows.every((row) => typeof row[key] === "number"));
  const table = new Table({
    head: columns.map(([, heading]) => heading),
    chars: PLAIN,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colAligns: numeric.map((right) => (right ? "right" : "left")),
  });
  for (const row of rows) table.push(columns.map(([key]) => short(row[key])));
  const text = table.toString().split("\n");
  for (const each of text) line(io, each.trimEnd());
}

const PLAIN = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};

/** A row as lines of name and value. */
export function printRow(io: Io, row: Row): void {
  const names = Object.keys(row).map((name) => name.replaceAll("_", " "));
  const width = Math.max(0, ...names.map((name) => name.length));
  Object.values(row).forEach((value, index) => {
    line(io, `${(names[index] ?? "").padEnd(width)}  ${short(value, 1000)}`.trimEnd());
  });
}
