/**
 * The canonical text of JSON: what PostgreSQL writes for the same value as `jsonb::text`. Hashes of
 * rows are made of it, on both sides, so it must agree to the last character.
 */
import { createHash } from "node:crypto";
import type { Json } from "./document.ts";

/** Digits before and after the point that a `numeric` has at most. */
const MOST_DIGITS_BEFORE = 131_072;
const MOST_DIGITS_AFTER = 16_383;

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPED = /[\0-\x1f"\\]/g;
const SHORT: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

/** A value as `jsonb::text` writes it. */
export function canonicalText(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "string") return textOf(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  const digits = numberText(value);
  if (digits !== undefined) return numericText(digits);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalText).join(", ")}]`;
  const object = value as Readonly<Record<string, Json>>;
  const parts = sortedKeys(object).map(
    (key) => `${textOf(key)}: ${canonicalText(object[key] ?? null)}`,
  );
  return `{${parts.join(", ")}}`;
}

/** The hash that both sides compare: SHA-256 over the key, a line feed, and the canonical text. */
export function rowHash(key: string, content: Json): Buffer {
  return createHash("sha256")
    .update(`${key}\n${canonicalText(content)}`, "utf8")
    .digest();
}

/** The digits of a number, verbatim or not; undefined for anything that is none. */
export function numberText(value: Json): string | undefined {
  if (typeof value === "number") return JSON.stringify(value);
  if (typeof value !== "object" || value === null || !isRawJson(value)) return undefined;
  return (value as unknown as { rawJSON: string }).rawJSON;
}

// Part of the language since ES2025; the types of this compiler do not know it yet.
const raw = JSON as unknown as { isRawJSON(value: unknown): boolean };

function isRawJson(value: object): boolean {
  return raw.isRawJSON(value);
}

/**
 * A number as `numeric` writes it: no exponent, as many digits after the point as it was given, no
 * negative zero. One that `numeric` cannot hold stays as it is: no row of the database equals it.
 */
export function numericText(text: string): string {
  const parts = NUMBER.exec(text);
  if (parts === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const isZero = /^0+$/.test(digits);
  const scale = Math.max(0, fraction.length - shift);
  if (scale > MOST_DIGITS_AFTER) return text;
  if (isZero) return scale > 0 ? `0.${"0".repeat(scale)}` : "0";
  const point = whole.length + shift;
  if (point - (/^0*/.exec(digits)?.[0].length ?? 0) > MOST_DIGITS_BEFORE) return text;
  const before =
    point <= 0
      ? "0"
      : digits
          .slice(0, point)
          .padEnd(point, "0")
          .replace(/^0+(?=\d)/, "");
  const after = (point < 0 ? "0".repeat(-point) + digits : digits.slice(Math.max(0, point)))
    .slice(0, scale)
    .padEnd(scale, "0");
  return `${sign}${before}${scale > 0 ? `.${after}` : ""}`;
}

function textOf(text: string): string {
  const escaped = text.replace(
    ESCAPED,
    (character) =>
      SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${escaped}"`;
}

/** Shorter keys first, in bytes of UTF-8; then byte by byte. */
function sortedKeys(object: Readonly<Record<string, Json>>): string[] {
  const keys = Object.keys(object);
  // Where every character is one byte, characters and bytes count and sort alike.
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  if (keys.every((key) => /^[\0-\x7f]*$/.test(key))) {
    return keys.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  }
  return keys
    .map((key) => ({ key, bytes: Buffer.from(key, "utf8") }))
    .toSorted((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes))
    .map(({ key }) => key);
}
