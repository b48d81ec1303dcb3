import type { Json, JsonObject } from "./document.ts";
import { type JsonNode, type JsonObjectNode, parseJson, toJson } from "./json-reader.ts";
import { wrongFile } from "./text.ts";

/** The sections that make a file a type registry, under each of the names that they have had. */
const SECTIONS = [
  ["scalar_types", "scalars"],
  ["composite_types", "composites"],
  ["rich_type_registry", "rich_types", "rich"],
  ["scalar_type_aliases", "scalar_aliases", "type_aliases", "aliases"],
];
const NAMES = new Set(SECTIONS.flat());

/** Reads a type registry (JSON) into the document that `import_types` takes. */
export function readTypeRegistry(text: string, name: string): JsonObject {
  if (text.trim() === "") throw wrongFile(name, "the file is empty", "Name a type registry.");
  const root = parseJson(text, name);
  const present = root.is === "object" ? root.entries.filter(({ key }) => NAMES.has(key)) : [];
  if (root.is !== "object" || present.length === 0) {
    const names = SECTIONS.map(([first]) => `'${first}'`).join(" or ");
    throw wrongFile(name, "the file is no type registry", `It should have ${names} at its top.`);
  }
  if (present.every(({ value }) => isEmpty(value))) {
    const keys = present.map(({ key }) => `'${key}'`).join(", ");
    throw wrongFile(name, "the type registry is empty", `Nothing stands under ${keys}.`);
  }
  return object(root, (key, value) => (NAMES.has(key) ? collection(value, true) : toJson(value)));
}

function isEmpty(node: JsonNode): boolean {
  if (node.is === "object") return node.entries.length === 0;
  return node.is === "array" ? node.items.length === 0 : node.text === "" || node.is === "null";
}

/** A mapping whose order counts, as an array of entries with `$key`, `$line` and `$value`. */
function collection(node: JsonNode, withFields: boolean): Json {
  if (node.is === "array") {
    return node.items.map((item) => ({ $line: item.line, $value: row(item, withFields) }));
  }
  if (node.is !== "object") return toJson(node);
  return node.entries.map(({ key, line, value }) => ({
    $key: key,
    $line: line,
    $value: row(value, withFields),
  }));
}

function row(node: JsonNode, withFields: boolean): Json {
  if (node.is !== "object" || !withFields) return toJson(node);
  return object(node, (key, value) =>
    key === "fields" ? collection(value, false) : toJson(value),
  );
}

function object(node: JsonObjectNode, each: (key: string, value: JsonNode) => Json): JsonObject {
  const result: Record<string, Json> = Object.create(null);
  for (const { key, value } of node.entries) result[key] = each(key, value);
  return result;
}
