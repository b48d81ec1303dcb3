/** What the parts of a JSON store's file are called: table and key of each. */
import { numberText } from "../canonical.ts";
import type { Json } from "../document.ts";
import { edgeKey, packageKey, type StoreName } from "./types.ts";

/** Tables of the JSON stores; whatever else a file has is a table by its own name. */
export const JSON_TABLES: Readonly<Record<string, readonly string[]>> = {
  types: ["document"],
  network: [
    "document",
    "projects",
    "edges",
    "contributors",
    "assets",
    "contributions",
    "github_contributors",
    "github_organizations",
    "github_contributes_to",
  ],
  tasks: ["document", "tasks"],
};

/** Sections of a type registry, under each of the names that they have had. */
export const TYPE_SECTIONS = new Set([
  "scalar_types",
  "scalars",
  "composite_types",
  "composites",
  "rich_type_registry",
  "rich_types",
  "rich",
  "scalar_type_aliases",
  "scalar_aliases",
  "type_aliases",
  "aliases",
]);

/** Whether the entries of this section are rows, or the section is one row of `document`. */
export function holdsRows(store: StoreName, section: string, kind: "list" | "map"): boolean {
  if (store === "types") return TYPE_SECTIONS.has(section);
  return kind === "list";
}

/** The key of an element; its place (from 1) when it has none of its own. */
export function elementKey(table: string, content: Json, place: number): string {
  switch (table) {
    case "projects":
      return packageKey([field(content, "ecosystem"), field(content, "name")]) ?? `#${place}`;
    case "edges":
      return edgeKey(content) ?? `#${place}`;
    case "github_contributes_to":
      return contributesKey(content) ?? `#${place}`;
  }
  const id = TYPE_SECTIONS.has(table) ? field(content, "name") : field(content, "id");
  if (typeof id === "string") return id;
  const digits = numberText(id);
  if (digits !== undefined) return digits;
  // A place is no id: another element may have that very number for its own.
  return `#${place}`;
}

function contributesKey(content: Json): string | undefined {
  if (!Array.isArray(content) || content.length !== 2) return undefined;
  const [id, pair] = content as readonly Json[];
  const target = packageKey(pair ?? null);
  const own = numberText(id ?? null) ?? id;
  return typeof own === "string" && target !== undefined ? `${own} > ${target}` : undefined;
}

function field(content: Json, name: string): Json {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return null;
  const object = content as Readonly<Record<string, Json>>;
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null;
}
