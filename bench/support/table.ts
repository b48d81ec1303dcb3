/** Figures as a Markdown table. */
import { type Figure, isMet, median, type Unit } from "./figures.ts";

function toVerdict(figure: Figure): string {
  const met = isMet(figure);
  if (met === undefined) return "information";
  return met ? "met" : "**missed**";
}

/** The table, one line for each figure. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    figure.target
      ? `${figure.target.bound} ${toText(figure.target.value, figure.unit, true)}`
      : "–",
    toText(median(figure.values), figure.unit),
    toRange(figure),
    toVerdict(figure),
  ]);
  return aligned([["figure", "asked for", "measured", "lowest – highest", "verdict"], ...rows]);
}

/** A table with the rows of a newer one in the place of its own, told by the figure and what is asked of it. */
export function mergedTable(held: string, newer: string): string {
  const keyOf = (row: readonly string[]): string => `${row[0]} | ${row[1]}`;
  const rows = new Map(cellsOf(newer).map((row) => [keyOf(row), row]));
  const kept = cellsOf(held).map((row) => {
    const now = rows.get(keyOf(row)) ?? row;
    rows.delete(keyOf(row));
    return now;
  });
  return aligned([...kept, ...rows.values()]);
}

/** The cells of a Markdown table, its head first and without the line below it. */
function cellsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| *-/.test(line))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf("|"))
        .split("|")
        .map((cell) => cell.trim()),
    );
}

function aligned(table: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = table;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

function toRange({ values, unit }: Figure): string {
  if (values.length < 2) return "one run";
  return `${toText(Math.min(...values), unit)} – ${toText(Math.max(...values), unit)}`;
}

function toText(value: number, unit: Unit, exact = false): string {
  if (unit === "ratio") return `${exact ? value : value.toFixed(2)} ×`;
  if (unit === "tps") return `${Math.round(value)} /s`;
  if (unit === "count") return String(Math.round(value));
  if (unit === "score") return exact ? String(value) : value.toFixed(3);
  if (exact) return `${value} ${unit}`;
  const digits = unit === "MB" ? 0 : unit === "s" ? 2 : value < 1 ? 3 : 1;
  return `${value.toFixed(digits)} ${unit}`;
}
