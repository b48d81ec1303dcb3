/** Two contents of one row, cell by cell. */
import { canonicalText, numberText } from "../legacy/canonical.ts";
import type { Json } from "../legacy/document.ts";
import { likeness, sameText } from "./likeness.ts";

export type DiscrepancyType =
  | "missing_in_postgresql"
  | "missing_in_legacy"
  | "changed"
  | "coerced_type"
  | "encoding"
  | "duplicate_key"
  | "order";

/** A difference inside a row; undefined: there is nothing on that side. */
export interface CellDifference {
  readonly type: DiscrepancyType;
  /** With dots into the cell; undefined: the row as a whole. */
  readonly attribute?: string;
  readonly postgresql: Json | undefined;
  readonly legacy: Json | undefined;
}

type JsonMap = Readonly<Record<string, Json>>;

/**
 * All differences of two contents. `also` names, by attribute, another value that the file may
 * have: what PostgreSQL calls by a new name and kept the old one of. With `absentIsNull` the rows are
 * of a table, in which a row that says nothing of a column has null there.
 */
export function differences(
  postgresql: Json,
  legacy: Json,
  { also = {}, absentIsNull = false }: { also?: JsonMap; absentIsNull?: boolean } = {},
): readonly CellDifference[] {
  const found: CellDifference[] = [];
  const ofTables = absentIsNull && isMap(postgresql) && isMap(legacy);
  const one = ofTables ? saidBeside(postgresql, legacy) : postgresql;
  const other = ofTables ? saidBeside(legacy, postgresql) : legacy;
  compare(one, other, "", also, found);
  return found;
}

/** The cells of a row without those that are null and that the other row does not have. */
function saidBeside(row: JsonMap, other: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null || Object.hasOwn(other, name)),
  );
}

function compare(
  one: Json | undefined,
  other: Json | undefined,
  path: string,
  also: JsonMap,
  found: CellDifference[],
): void {
  if (equal(one, other)) return;
  if (Object.hasOwn(also, path) && equal(also[path] ?? null, other ?? null)) return;
  const difference = (type: DiscrepancyType): void => {
    found.push({
      type,
      ...(path !== "" && { attribute: path }),
      postgresql: one,
      legacy: other,
    });
  };
  if (one === undefined) difference("missing_in_postgresql");
  else if (other === undefined) difference("missing_in_legacy");
  else if (isList(one) && isList(other)) {
    if (reordered(one, other)) difference("order");
    else compareLists(one, other, path, also, found);
  } else if (isMap(one) && isMap(other)) compareMaps(one, other, path, also, found);
  else difference(likeness(one, other));
}

function compareMaps(
  one: JsonMap,
  other: JsonMap,
  path: string,
  also: JsonMap,
  found: CellDifference[],
): void {
  const unmatched = new Set(Object.keys(other).filter((key) => !Object.hasOwn(one, key)));
  for (const key of Object.keys(one)) {
    if (Object.hasOwn(other, key)) {
      compare(one[key], other[key], below(path, key), also, found);
      continue;
    }
    const twin = [...unmatched].find((each) => sameText(key, each));
    if (twin === undefined) {
      compare(one[key], undefined, below(path, key), also, found);
      continue;
    }
    unmatched.delete(twin);
    found.push({
      type: "encoding",
      attribute: below(path, `${key}.$key`),
      postgresql: key,
      legacy: twin,
    });
    compare(one[key], other[twin], below(path, key), also, found);
  }
  for (const key of unmatched) compare(undefined, other[key], below(path, key), also, found);
}

function compareLists(
  one: readonly Json[],
  other: readonly Json[],
  path: string,
  also: JsonMap,
  found: CellDifference[],
): void {
  // What both end with is the same, also where one has members that the other has not.
  let end = 0;
  if (one.length !== other.length) {
    const shorter = Math.min(one.length, other.length);
    let start = 0;
    while (start < shorter && equal(one[start], other[start])) start += 1;
    while (end < shorter - start && equal(one.at(-1 - end), other.at(-1 - end))) end += 1;
  }
  const length = Math.max(one.length, other.length) - end;
  for (let at = 0; at < length; at += 1) {
    const a = at < one.length - end ? one[at] : undefined;
    const b = at < other.length - end ? other[at] : undefined;
    compare(a, b, below(path, String(at)), also, found);
  }
}

/** The same members, in another order. */
function reordered(one: readonly Json[], other: readonly Json[]): boolean {
  if (one.length !== other.length || one.length < 2) return false;
  const a = one.map(canonicalText).toSorted();
  const b = other.map(canonicalText).toSorted();
  return a.every((text, at) => text === b[at]);
}

function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === other || canonicalText(one) === canonicalText(other);
}

function below(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json): value is JsonMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    numberText(value) === undefined
  );
}
