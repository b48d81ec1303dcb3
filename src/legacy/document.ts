import type { YamlList, YamlMap, YamlValue } from "./yaml-reader.ts";

/** What the import functions of the database are given, and what the export function returns. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Which ordered collections and lists a mapping may hold, and what is inside them. */
export interface Shape {
  /** Mappings whose order counts: written as arrays of entries with `$key` and `$line`. */
  readonly collections?: Readonly<Record<string, Shape>>;
  /** Lists whose objects carry their `$line`. */
  readonly lists?: Readonly<Record<string, Shape>>;
  /** Mappings whose keys have a meaning too. */
  readonly maps?: Readonly<Record<string, Shape>>;
  /** An entry is itself an ordered collection, kept in `$value`. */
  readonly inner?: Shape;
  /** Keys that have a meaning of their own: their values stay text whatever they look like. */
  readonly known?: readonly string[];
  /** Keys whose values are JSON: what YAML reads as a number, a truth value or null is one. */
  readonly typed?: readonly string[];
}

const FILE: Shape = { known: ["code", "type", "name", "file_num"] };
const ENTITY: Shape = { known: ["table_code", "entity_code", "assigned_at"] };
const READ_ENTITY: Shape = {
  known: ["code", "entity_number", "view_type", "assigned_at", "files"],
  lists: { files: FILE },
};
const SUBDOMAIN: Shape = {
  known: [
    "name",
    "description",
    "next_entity_sequence",
    "entities",
    "read_entities",
    "next_read_entity",
  ],
  collections: { entities: ENTITY, read_entities: READ_ENTITY },
};
const DOMAIN: Shape = {
  known: ["name", "description", "aliases", "multi_tenant", "subdomains"],
  collections: { subdomains: SUBDOMAIN },
};

/** A domain registry. The order of `known` is the order in which a section is written. */
export const REGISTRY: Shape = {
  known: [
    "version",
    "last_updated",
    "schema_layers",
    "domains",
    "reserved_codes",
    "validation",
    "subdomain_inference",
  ],
  collections: {
    schema_layers: {},
    domains: DOMAIN,
    subdomain_inference: { inner: { known: ["patterns"] } },
  },
  maps: {
    validation: {
      known: [
        "enforce_uniqueness",
        "allow_manual_override",
        "require_subdomain",
        "warn_on_inference",
      ],
    },
  },
};

/** A service registry. */
export const SERVICES: Shape = {
  known: ["services"],
  lists: {
    services: {
      known: ["name", "domain", "database", "schemas", "dependencies", "type", "category"].concat([
        "execution_type",
        "operations",
        "runner_config",
        "security_policy",
      ]),
      lists: {
        operations: {
          known: ["name", "input_schema", "output_schema", "timeout", "max_retries"],
          typed: ["input_schema", "output_schema"],
        },
      },
    },
  },
};

/** A YAML mapping as the JSON document of its shape. */
export function toDocument(map: YamlMap, shape: Shape): JsonObject {
  return fields(map, shape);
}

function fields(map: YamlMap, shape: Shape, start: JsonObject = {}): JsonObject {
  // No prototype: a key such as __proto__ is a key like any other.
  const result: Record<string, Json> = Object.assign(Object.create(null), start);
  for (const { key, value } of map.entries) {
    const collection = own(shape.collections, key);
    const list = own(shape.lists, key);
    if (collection !== undefined && value.is === "map") result[key] = entries(value, collection);
    else if (list !== undefined && value.is === "list") result[key] = items(value, list);
    else if (shape.typed?.includes(key)) result[key] = typed(value);
    else {
      const inside = own(shape.maps, key);
      const mapped = inside !== undefined && value.is === "map";
      result[key] = mapped
        ? fields(value, inside)
        : json(value, shape.known?.includes(key) ?? false);
    }
  }
  return result;
}

function entries(map: YamlMap, shape: Shape): Json[] {
  return map.entries.map(({ key, line, value }) => {
    const start = { $key: key, $line: line };
    if (value.is !== "map") return { ...start, $value: json(value, true) };
    if (shape.inner !== undefined) return { ...start, $value: entries(value, shape.inner) };
    return fields(value, shape, start);
  });
}

function items(list: YamlList, shape: Shape): Json[] {
  return list.items.map((item) =>
    item.is === "map" ? fields(item, shape, { $line: item.line }) : json(item, true),
  );
}

/**
 * A value without a shape. Under a key that nobody knows, an unquoted whole number or truth value
 * stays one, so that an export can write it as it was; everything else is text, verbatim.
 */
function json(value: YamlValue, known: boolean): Json {
  switch (value.is) {
    case "scalar":
      if (value.text === null || known || !value.plain) return value.text;
      if (value.text === "true" || value.text === "false") return value.text === "true";
      return /^(0|-?[1-9]\d{0,14})$/.test(value.text) ? Number(value.text) : value.text;
    case "list":
      return value.items.map((item) => json(item, known));
    case "map": {
      const result: Record<string, Json> = Object.create(null);
      for (const { key, value: inner } of value.entries) result[key] = json(inner, known);
      return result;
    }
  }
}

/** A value as YAML's core schema reads it, in JSON. Quoted text stays text. */
export function typed(value: YamlValue): Json {
  switch (value.is) {
    case "scalar":
      if (value.text === null || !value.plain) return value.text;
      if (/^(null|Null|NULL|~|)$/.test(value.text)) return null;
      if (/^(true|True|TRUE)$/.test(value.text)) return true;
      if (/^(false|False|FALSE)$/.test(value.text)) return false;
      return /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(value.text)
        ? Number(value.text)
        : value.text;
    case "list":
      return value.items.map(typed);
    case "map": {
      const result: Record<string, Json> = Object.create(null);
      for (const { key, value: inner } of value.entries) result[key] = typed(inner);
      return result;
    }
  }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
