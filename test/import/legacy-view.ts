/** What the legacy tool reads from a registry file: the same content, whatever the order and the spelling. */
import { readRegistryYaml } from "../../src/legacy/read.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** A change of an import report. */
export interface Change {
  path: string;
  field: string;
  old: Json;
  new: Json;
}

const COLLECTIONS = [
  "domains",
  "subdomains",
  "entities",
  "read_entities",
  "schema_layers",
  "subdomain_inference",
];

/** The content of a registry file as nested maps by key, without lines. Empty collections are all alike. */
export function legacyView(yaml: string): JsonObject {
  return asMaps(readRegistryYaml(yaml, "file") as unknown as JsonObject) as JsonObject;
}

function asMaps(value: Json, key = ""): Json {
  if (Array.isArray(value)) {
    const keyed = value.every((item) => isObject(item) && "$key" in item);
    if (!keyed || (value.length === 0 && !COLLECTIONS.includes(key))) {
      return value.map((item) => asMaps(item));
    }
    const entries = value as JsonObject[];
    return Object.fromEntries(
      entries.map((item) => [
        `${item["$key"] as string}`,
        asMaps("$value" in item ? (item["$value"] ?? null) : item),
      ]),
    );
  }
  if (isObject(value)) {
    const kept = Object.entries(value).filter(([name]) => name !== "$key" && name !== "$line");
    return Object.fromEntries(
      kept.map(([name, inner]) => [
        name,
        (inner === null || inner === "") && COLLECTIONS.includes(name) ? {} : asMaps(inner, name),
      ]),
    );
  }
  return value;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Puts a report's changes into what was read, and says where an old value is not what was read. */
export function withChanges(
  view: JsonObject,
  changes: readonly Change[],
): { view: JsonObject; wrong: string[] } {
  const result = structuredClone(view);
  const wrong: string[] = [];
  for (const change of changes) {
    let place: Json = result;
    for (const step of stepsOf(change.path, result)) {
      place = isObject(place) ? (place[step] ?? null) : null;
    }
    if (
      !isObject(place) ||
      JSON.stringify(place[change.field] ?? null) !== JSON.stringify(change.old)
    ) {
      wrong.push(`${change.path}.${change.field}`);
    } else {
      place[change.field] = change.new;
    }
  }
  return { view: result, wrong };
}

/** Names may hold dots, so the path is walked along the keys that are there. */
function stepsOf(path: string, view: JsonObject): string[] {
  const steps: string[] = [];
  let rest = path;
  let place: Json = view;
  while (rest !== "") {
    const here: string[] = isObject(place) ? Object.keys(place) : [];
    const step: string =
      here
        .filter((key) => rest === key || rest.startsWith(`${key}.`))
        .toSorted((a, b) => b.length - a.length)[0] ?? rest;
    steps.push(step);
    place = isObject(place) ? (place[step] ?? null) : null;
    rest = rest.slice(step.length + 1);
  }
  return steps;
}
