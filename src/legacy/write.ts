import { type Json, type JsonObject, REGISTRY, type Shape } from "./document.ts";

/** Keys whose values were never quoted: whole numbers and truth values. */
export const PLAIN_KEYS = new Set([
  "multi_tenant",
  "next_entity_sequence",
  "next_read_entity",
  "entity_number",
  "file_num",
  "enforce_uniqueness",
  "allow_manual_override",
  "require_subdomain",
  "warn_on_inference",
]);

/** Words that some YAML version reads as something else than text. */
export const OTHER_WORDS = /^(y|n|yes|no|on|off|true|false|null)$/i;

/** Text that no YAML version reads as anything but itself. */
export const SAFE_TEXT = /^[A-Za-z][A-Za-z0-9_.&()+/, -]*$/;

/** A key longer than this must be announced by a question mark. */
const LONGEST_SIMPLE_KEY = 900;

/**
 * Writes the document of `export_registry` as the legacy YAML: order kept, every text quoted that
 * any YAML version could take for a number, a date or a truth value.
 */
export function writeRegistryYaml(document: JsonObject): string {
  const lines: string[] = [];
  writeFields(document, REGISTRY, 0, lines);
  return lines.length === 0 ? "{}\n" : `${lines.join("\n")}\n`;
}

function writeFields(object: JsonObject, shape: Shape, depth: number, lines: string[]): void {
  const known = shape.known ?? [];
  const keys = [
    ...known.filter((key) => Object.hasOwn(object, key)),
    ...Object.keys(object).filter((key) => !known.includes(key) && !isMark(key)),
  ];
  for (const key of keys) {
    const value = object[key] ?? null;
    const collection = shape.collections?.[key];
    const inside = collection ?? shape.lists?.[key] ?? shape.maps?.[key] ?? {};
    writeField(key, value, inside, { depth, collection: collection !== undefined }, lines);
  }
}

interface Place {
  depth: number;
  /** An array here stands for a mapping, even when it is empty. */
  collection: boolean;
}

function writeField(key: string, value: Json, shape: Shape, place: Place, lines: string[]): void {
  const indent = "  ".repeat(place.depth);
  const written = quoteText(key);
  let head = `${indent}${written}:`;
  if (written.length > LONGEST_SIMPLE_KEY) {
    lines.push(`${indent}? ${written}`);
    head = `${indent}:`;
  }
  if (isList(value)) {
    if (value.length === 0) lines.push(`${head} ${place.collection ? "{}" : "[]"}`);
    else if (isCollection(value)) {
      lines.push(head);
      for (const entry of value) writeEntry(entry, shape, place.depth + 1, lines);
    } else {
      lines.push(head);
      for (const item of value) writeItem(item, shape, place.depth, lines);
    }
  } else if (isObject(value)) {
    if (isEmpty(value)) lines.push(`${head} {}`);
    else {
      lines.push(head);
      writeFields(value, shape, place.depth + 1, lines);
    }
  } else {
    lines.push(`${head} ${scalar(value, PLAIN_KEYS.has(key))}`);
  }
}

function writeEntry(entry: JsonObject, shape: Shape, depth: number, lines: string[]): void {
  const { $key } = entry;
  const key = typeof $key === "string" ? $key : JSON.stringify($key);
  if (Object.hasOwn(entry, "$value")) {
    const place = { depth, collection: shape.inner !== undefined };
    writeField(key, entry["$value"] ?? null, shape.inner ?? {}, place, lines);
  } else {
    writeField(key, entry, shape, { depth, collection: false }, lines);
  }
}

/** A list's dashes stand at the depth of its key, as the legacy tool wrote them. */
function writeItem(item: Json, shape: Shape, depth: number, lines: string[]): void {
  const indent = "  ".repeat(depth);
  if (isList(item) || (isObject(item) && isEmpty(item))) {
    lines.push(`${indent}- ${flow(item)}`);
  } else if (isObject(item)) {
    const first = lines.length;
    writeFields(item, shape, depth + 1, lines);
    lines[first] = `${indent}- ${(lines[first] ?? "").slice(indent.length + 2)}`;
  } else {
    lines.push(`${indent}- ${scalar(item, false)}`);
  }
}

/** Lists in lists are in no known file; JSON is YAML, where texts are quoted. */
function flow(value: Json): string {
  if (isList(value)) return `[${value.map(flow).join(", ")}]`;
  if (isObject(value)) {
    const pairs = Object.entries(value).filter(([key]) => !isMark(key));
    return `{${pairs.map(([key, inner]) => `${doubleQuoted(key)}: ${flow(inner)}`).join(", ")}}`;
  }
  return typeof value === "string" ? doubleQuoted(value) : String(value);
}

function scalar(value: string | number | boolean | null, plainKey: boolean): string {
  if (typeof value !== "string") return String(value);
  if (plainKey && /^(true|false|0|[1-9]\d{0,14})$/.test(value)) return value;
  return quoteText(value);
}

/** Text as YAML, in quotes wherever it could be taken for something else. */
export function quoteText(value: string): string {
  if (SAFE_TEXT.test(value) && !OTHER_WORDS.test(value) && !value.endsWith(" ")) return value;
  return /^[\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/.test(value)
    ? `'${value.replaceAll("'", "''")}'`
    : doubleQuoted(value);
}

/** JSON's quoting, with everything escaped that a YAML reader could refuse or fold. */
export function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function isMark(key: string): boolean {
  return key === "$key" || key === "$line" || key === "$value";
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCollection(value: readonly Json[]): value is readonly JsonObject[] {
  return value.every((entry) => isObject(entry) && Object.hasOwn(entry, "$key"));
}

function isEmpty(value: JsonObject): boolean {
  return Object.keys(value).every(isMark);
}
