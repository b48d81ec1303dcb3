/** A file of patterns, YAML or JSON, one or many, as `register_patterns` takes them. */
import type { Json } from "../legacy/document.ts";
import { wrongFile } from "../legacy/text.ts";
import { readDefinition } from "./definition-file.ts";

/** How else people write the keys. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  name: "pattern_name",
  category: "pattern_category",
};

/** The patterns of the file, with the keys that the database knows. SG130, SG131: it cannot be read. */
export async function readPatternFile(file: string): Promise<Json[]> {
  const value = await readDefinition(file);
  const list = isObject(value) && Array.isArray(value["patterns"]) ? value["patterns"] : value;
  const patterns: readonly Json[] = Array.isArray(list) ? list : [list as Json];
  if (patterns.length === 0) {
    throw wrongFile(file, "the file holds no pattern", "Give at least one, with its pattern_name.");
  }
  return patterns.map((pattern) => (isObject(pattern) ? renamed(pattern) : pattern));
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
