/** A file of patterns, YAML or JSON, one or many, as `register_patterns` takes them. */
import type { Json } from "./document.ts";
import { notParsable, wrongFile } from "./text.ts";
import { parseYamlValue, type YamlValue } from "./yaml-reader.ts";

/** Keys whose text is text, whatever it looks like. */
const TEXTS = ["pattern_name", "pattern_category", "description", "icon", "tags"];
/** How else people write the keys. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  name: "pattern_name",
  category: "pattern_category",
};

/** The patterns of the file, with the keys that the database knows. SG130, SG131: it cannot be read. */
export function readPatternFile(text: string, name: string): Json[] {
  const value = readJsonOrYaml(text, name, TEXTS);
  const list = isObject(value) && Array.isArray(value["patterns"]) ? value["patterns"] : value;
  const patterns: readonly Json[] = Array.isArray(list) ? list : [list as Json];
  if (patterns.length === 0) {
    throw wrongFile(name, "the file holds no pattern", "Give at least one, with its pattern_name.");
  }
  return patterns.map((pattern) => (isObject(pattern) ? renamed(pattern) : pattern));
}

/**
 * JSON or YAML as plain values. In YAML an unquoted number, true, false and null are that, except
 * under the keys of the first level that are named here.
 */
export function readJsonOrYaml(text: string, name: string, texts: readonly string[] = []): Json {
  if (/^\s*[{[]/.test(text)) return parsedJson(text, name);
  return plain(parseYamlValue(text, name), (key, depth) => depth <= 2 && texts.includes(key), 0);
}

function parsedJson(text: string, name: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // JSON is YAML, whose reader knows the place; what it takes beyond JSON is taken.
    if (/^\s*\{\{/.test(text)) throw notParsable(name, { line: 1, column: 1 }, messageOf(error));
    return plain(parseYamlValue(text, name), () => false, 0);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "no JSON";
}

const NUMBER = /^[-+]?(0|[1-9]\d{0,14})(\.\d{1,15})?([eE][-+]?\d{1,3})?$/;

function plain(
  value: YamlValue,
  isText: (key: string, depth: number) => boolean,
  depth: number,
  asText = false,
): Json {
  switch (value.is) {
    case "scalar":
      if (value.text === null || asText || !value.plain) return value.text;
      if (value.text === "true" || value.text === "false") return value.text === "true";
      return NUMBER.test(value.text) ? Number(value.text) : value.text;
    case "list":
      return value.items.map((item) => plain(item, isText, depth + (depth === 0 ? 1 : 0), asText));
    case "map": {
      // No prototype: a key such as __proto__ is a key like any other.
      const result: Record<string, Json> = Object.create(null);
      for (const { key, value: inner } of value.entries) {
        result[key] = plain(inner, isText, depth + 1, asText || isText(key, depth));
      }
      return result;
    }
  }
}

function renamed(pattern: Readonly<Record<string, Json>>): Json {
  const result: Record<string, Json> = Object.create(null);
  for (const [key, value] of Object.entries(pattern)) {
    const known = Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : undefined;
    result[known !== undefined && !Object.hasOwn(pattern, known) ? known : key] = value;
  }
  return result;
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
