/** The rows of a registry of domains or services, each with the node that it is. */
import { isMap, isScalar, isSeq } from "yaml";
import type { LegacyRow, StoreName } from "./types.ts";
import {
  type YamlFile,
  itemsOf,
  keyText,
  pairsOf,
  parseYamlFile,
  scalarText,
  yamlValue,
} from "./yaml-nodes.ts";

/** Tables of the two YAML stores. */
export const YAML_TABLES: Readonly<Record<string, readonly string[]>> = {
  registry: ["document", "domains", "subdomains", "entities", "read_entities"],
  services: ["document", "services"],
};

/** Keys of an entry below which other rows stand. */
export const BELOW: Readonly<Record<string, readonly string[]>> = {
  domains: ["subdomains"],
  subdomains: ["entities", "read_entities"],
};

/** A row and where it stands: the node of its value. */
export interface YamlRow extends LegacyRow {
  readonly node: unknown;
}

/** All rows of the file, table by table in the order of the file. */
export function yamlRows(store: StoreName, file: YamlFile): Map<string, YamlRow[]> {
  const tables = new Map<string, YamlRow[]>(
    (YAML_TABLES[store] ?? []).map((table) => [table, []] as const),
  );
  const add = (table: string, key: string, node: unknown, line: number): void => {
    const rows = tables.get(table);
    if (rows === undefined) return;
    const duplicates: string[] = [];
    const content = yamlValue(file, node, duplicates, BELOW[table] ?? []);
    rows.push({
      table,
      key,
      content,
      position: rows.length + 1,
      line,
      ...(duplicates.length > 0 && { duplicates }),
      node,
    });
  };
  const rowsKey = store === "registry" ? "domains" : "services";
  for (const { key, value } of file.root.items) {
    const name = keyText(key);
    if (name !== rowsKey || !isCollection(store, file, value)) {
      add("document", name, value, file.line(key));
    } else if (store === "services") addServices(file, value, add);
    else addDomains(file, value, add);
  }
  return tables;
}

/** `domains: nothing at all` is a value like any other, and no collection of rows. */
function isCollection(store: StoreName, file: YamlFile, node: unknown): boolean {
  const found = file.target(node);
  if (found === null || (isScalar(found) && scalarText(found) === null)) return true;
  return store === "registry" ? isMap(found) : isSeq(found);
}

type Add = (table: string, key: string, node: unknown, line: number) => void;

function addDomains(file: YamlFile, domains: unknown, add: Add): void {
  for (const { key, value } of pairsOf(file, domains)) {
    const domain = `domains.${keyText(key)}`;
    add("domains", domain, value, file.line(key));
    for (const below of pairsOf(file, value)) {
      if (keyText(below.key) === "subdomains") addSubdomains(file, domain, below.value, add);
    }
  }
}

function addSubdomains(file: YamlFile, domain: string, subdomains: unknown, add: Add): void {
  for (const { key, value } of pairsOf(file, subdomains)) {
    const subdomain = `${domain}.subdomains.${keyText(key)}`;
    add("subdomains", subdomain, value, file.line(key));
    for (const below of pairsOf(file, value)) {
      const table = keyText(below.key);
      if (table !== "entities" && table !== "read_entities") continue;
      for (const entry of pairsOf(file, below.value)) {
        const path = `${subdomain}.${table}.${keyText(entry.key)}`;
        add(table, path, entry.value, file.line(entry.key));
      }
    }
  }
}

function addServices(file: YamlFile, services: unknown, add: Add): void {
  itemsOf(file, services).forEach((item, index) => {
    const name = pairsOf(file, item).findLast(({ key }) => keyText(key) === "name")?.value;
    const found = file.target(name);
    const text = isScalar(found) ? scalarText(found) : null;
    // A service without a name is a row all the same: its place is its key.
    add("services", text ?? `#${index + 1}`, item, file.line(item));
  });
}

/** Parses the text and lists its rows. */
export function readYamlRows(store: StoreName, text: string, name: string): Map<string, YamlRow[]> {
  return yamlRows(store, parseYamlFile(text, name));
}
