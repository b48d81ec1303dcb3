/** Cells of SQLite as JSON that loses nothing, and back. */
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { numberText, numericText } from "./canonical.ts";
import type { Json } from "./document.ts";
import { verbatim } from "./json-reader.ts";

/** Largest value of one cell, in bytes: a row is held in memory whole, some of them several times. */
export const LARGEST_CELL = 32 * 1024 * 1024;

/**
 * An integer is a JSON integer of any length, a REAL always has a fraction, bytes and text that
 * PostgreSQL cannot keep are `{$base64}`, and a REAL that is no number is `{$real}`.
 */
export function exactCell(value: SQLOutputValue): Json {
  if (value === null) return null;
  if (typeof value === "bigint") return verbatim(value.toString());
  if (typeof value === "number") return realCell(value);
  if (typeof value !== "string") return { $base64: Buffer.from(value).toString("base64") };
  return value.includes("\0") || !value.isWellFormed()
    ? { $base64: Buffer.from(value).toString("base64") }
    : value;
}

function realCell(value: number): Json {
  if (!Number.isFinite(value)) return { $real: String(value) };
  const digits = numericText(String(value));
  return verbatim(digits.includes(".") ? digits : `${digits}.0`);
}

/** What SQLite is given for a cell: the other way round. Anything else goes in as JSON text. */
export function cellValue(value: Json): SQLInputValue {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  const digits = numberText(value);
  if (digits !== undefined) {
    const integer = /^-?\d+$/.test(digits) ? BigInt(digits) : undefined;
    return integer === undefined || BigInt.asIntN(64, integer) !== integer
      ? Number(digits)
      : integer;
  }
  if (!Array.isArray(value)) {
    const { $base64, $real, ...others } = value as Readonly<Record<string, Json>>;
    if (Object.keys(others).length === 0) {
      if (typeof $base64 === "string" && $real === undefined) return Buffer.from($base64, "base64");
      if (typeof $real === "string" && $base64 === undefined) return Number($real);
    }
  }
  return JSON.stringify(value);
}
