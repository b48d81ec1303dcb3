/** Values as callers have them, and as JSON that keeps every digit. */
import { SpecqlError } from "../errors.ts";
import { canonicalText, numberText } from "../legacy/canonical.ts";
import type { Json } from "../legacy/document.ts";
import { verbatim } from "../legacy/json-reader.ts";
import type { Value } from "./types.ts";

/** What a caller gets: numbers, or a bigint where a number would cut an integer. */
export function toValue(json: Json): Value {
  if (json === null || typeof json !== "object") return json;
  const digits = numberText(json);
  if (digits !== undefined) return numberOf(digits);
  if (Array.isArray(json)) return (json as readonly Json[]).map(toValue);
  const result: Record<string, Value> = Object.create(null);
  for (const [key, inner] of Object.entries(json)) result[key] = toValue(inner);
  // A plain object, but with `__proto__` as a key like any other.
  return Object.setPrototypeOf(result, Object.prototype) as Value;
}

function numberOf(digits: string): number | bigint {
  const number = Number(digits);
  if (/^-?\d+$/.test(digits) && !Number.isSafeInteger(number)) return BigInt(digits);
  return number;
}

/** What a caller gave, as JSON. SG112: it is none. */
export function toJson(value: unknown, path = "content"): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "bigint":
      return verbatim(value.toString());
    case "number":
      if (Number.isFinite(value)) return value;
      break;
    case "object": {
      if (value === null) return null;
      if (Array.isArray(value)) return value.map((one, at) => toJson(one, `${path}[${at}]`));
      if (numberText(value as Json) !== undefined) return value as Json;
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null) break;
      const result: Record<string, Json> = Object.create(null);
      for (const [key, inner] of Object.entries(value)) {
        // As JSON.stringify does: what is not set is not there.
        if (inner !== undefined) result[key] = toJson(inner, `${path}.${key}`);
      }
      return result;
    }
  }
  throw new SpecqlError("SG112", `${path} is nothing that JSON can hold`, {
    hint: "Give texts, numbers, truth values, null, and lists and objects of them.",
    field: path,
  });
}

/** Whether two values are the same to PostgreSQL. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || canonicalText(a) === canonicalText(b);
}

/** Whether a row's cells are those of a filter. */
export function fits(content: Json, filter: Readonly<Record<string, Json>>): boolean {
  if (typeof content !== "object" || content === null) return false;
  const row = content as Readonly<Record<string, Json>>;
  return Object.entries(filter).every(
    ([cell, wanted]) => Object.hasOwn(row, cell) && sameJson(row[cell], wanted),
  );
}
