/**
 * Writes changed rows into a YAML text. Only what changed is written; comments, order, quotes and
 * blank lines of everything else keep their bytes. What was written is read back before it counts.
 */
import { isMap, isSeq, type Pair, type YAMLMap } from "yaml";
import { canonicalText } from "../canonical.ts";
import type { Json } from "../document.ts";
import { applyEdits, type Edit } from "./json-edit.ts";
import type { LegacyRow, RowChange, StoreName } from "./types.ts";
import {
  additions,
  atLineAfter,
  blockBelow,
  dashColumn,
  type Editing,
  itemEdits,
  lineAfter,
  lineStart,
  type NewPair,
  pairEdits,
  removals,
  spanOf,
} from "./yaml-edit.ts";
import { keyText, pairsOf, parseYamlFile, type YamlFile } from "./yaml-nodes.ts";
import { BELOW, readYamlRows, type YamlRow, yamlRows } from "./yaml-rows.ts";
import {
  inOrder,
  isObject,
  itemLines,
  ordered,
  pairLines,
  PLAIN_STYLE,
  yamlStyle,
} from "./yaml-text.ts";

/** The new text, and whether all of it had to be written anew, without its comments. */
export interface WrittenYaml {
  readonly text: string;
  readonly anew: boolean;
}

/** Makes the rows of the text what they should be. */
export function writeYaml(
  store: StoreName,
  text: string,
  name: string,
  changes: readonly RowChange[],
): WrittenYaml {
  const before = readYamlRows(store, text, name);
  for (const start of [text, withoutAliases(text)]) {
    if (start === undefined) continue;
    const edited = inSteps(store, start, name, changes);
    if (holds(store, edited, name, before, changes)) return { text: edited, anew: false };
  }
  return { text: wholeYaml(store, [...merged(before, changes)]), anew: true };
}

/** Whether the text now holds what it held, with exactly these changes. */
function holds(
  store: StoreName,
  text: string,
  name: string,
  before: ReadonlyMap<string, readonly LegacyRow[]>,
  changes: readonly RowChange[],
): boolean {
  let after: Map<string, YamlRow[]>;
  try {
    after = readYamlRows(store, text, name);
  } catch {
    // What does not even parse is not what was wanted; the caller has another way.
    return false;
  }
  const lines = (rows: Iterable<Pick<LegacyRow, "table" | "key" | "content">>): Set<string> =>
    new Set(
      [...rows].map(({ table, key, content }) => `${table}\n${key}\n${canonicalText(content)}`),
    );
  const found = lines([...after.values()].flat());
  const wanted = lines(merged(before, changes));
  return found.size === wanted.size && [...wanted].every((line) => found.has(line));
}

/** The rows of the file with the changes made; new ones behind all others of their table. */
function* merged(
  before: ReadonlyMap<string, readonly LegacyRow[]>,
  changes: readonly RowChange[],
): Iterable<Pick<LegacyRow, "table" | "key" | "content">> {
  const wanted = new Map(changes.map((change) => [`${change.table}\n${change.key}`, change]));
  const seen = new Set<string>();
  for (const row of [...before.values()].flat()) {
    const id = `${row.table}\n${row.key}`;
    const change = wanted.get(id);
    // What stands twice is written once as soon as it is written.
    if (change !== undefined && seen.has(id)) continue;
    seen.add(id);
    if (change === undefined) {
      if (!isBelowGone(row.key, row.table, changes)) yield row;
    } else if (change.content !== null) yield { ...change, content: change.content };
  }
  for (const change of changes) {
    if (change.content !== null && !seen.has(`${change.table}\n${change.key}`)) yield change;
  }
}

/** A row goes with the one that it stands below. */
function isBelowGone(key: string, table: string, changes: readonly RowChange[]): boolean {
  if (!["subdomains", "entities", "read_entities"].includes(table)) return false;
  return changes.some(
    (change) =>
      change.content === null &&
      ["domains", "subdomains"].includes(change.table) &&
      key.startsWith(`${change.key}.`),
  );
}

/** Contents first, then what goes, then what comes, from the top down. */
function inSteps(
  store: StoreName,
  text: string,
  name: string,
  changes: readonly RowChange[],
): string {
  let current = text;
  const step = (work: (how: Editing, rows: Map<string, YamlRow[]>) => Edit[]): void => {
    const file = parseYamlFile(current, name);
    const how = { file, style: yamlStyle(file) };
    const edits = work(how, yamlRows(store, file));
    // The same place may be asked to go twice: with its parent, and by itself.
    current = applyEdits(current, disjoint(edits));
  };
  const present = readYamlRows(store, text, name);
  const known = new Set([...present.values()].flat().map((row) => `${row.table}\n${row.key}`));
  const exists = (change: RowChange): boolean => known.has(`${change.table}\n${change.key}`);
  const changed = changes.filter((change) => change.content !== null && exists(change));
  const gone = changes.filter((change) => change.content === null && exists(change));
  const added = changes
    .filter((change) => change.content !== null && !exists(change))
    .toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
  if (changed.length > 0) step((how, rows) => contentEdits(store, how, rows, changed));
  if (gone.length > 0) step((how, rows) => goneEdits(store, how, rows, gone));
  for (const tables of [
    ["document", "domains", "services"],
    ["subdomains"],
    ["entities", "read_entities"],
  ]) {
    const here = added.filter((change) => tables.includes(change.table));
    if (here.length > 0) step((how) => addedEdits(store, how, here));
  }
  return current;
}

/** Without those that lie within others. */
function disjoint(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || edit.start >= last.end) kept.push(edit);
  }
  return kept;
}

function contentEdits(
  store: StoreName,
  how: Editing,
  rows: ReadonlyMap<string, readonly YamlRow[]>,
  changed: readonly RowChange[],
): Edit[] {
  const pairs = pairsByRow(store, how.file);
  return changed.flatMap(({ table, key, content }) => {
    const place = pairs.get(`${table}\n${key}`);
    if (place !== undefined) return pairEdits(how, place.pair, content, BELOW[table] ?? []);
    const row = rows.get(table)?.findLast((each) => each.key === key);
    return row === undefined ? [] : itemEdits(how, table, row.node, content);
  });
}

function goneEdits(
  store: StoreName,
  how: Editing,
  rows: ReadonlyMap<string, readonly YamlRow[]>,
  gone: readonly RowChange[],
): Edit[] {
  const { file } = how;
  const byMap = new Map<YAMLMap, { pairs: Pair[]; holder: Pair | undefined }>();
  const edits: Edit[] = [];
  const services = new Set<unknown>();
  for (const { table, key } of gone) {
    if (table === "services") {
      for (const row of rows.get(table) ?? []) if (row.key === key) services.add(row.node);
      continue;
    }
    for (const place of placesByRow(store, file).get(`${table}\n${key}`) ?? []) {
      const entry = byMap.get(place.map) ?? { pairs: [], holder: place.holder };
      entry.pairs.push(place.pair);
      byMap.set(place.map, entry);
    }
  }
  for (const [map, { pairs, holder }] of byMap) {
    const empty = pairs.length === map.items.length && holder !== undefined && map.flow !== true;
    edits.push(...(empty ? [emptied(file, holder)] : removals(how, map, pairs)));
  }
  if (services.size > 0) edits.push(...goneServices(file, services));
  return edits;
}

/** A mapping that lost its last entry is `{}`. */
function emptied(file: YamlFile, holder: Pair, text = " {}\n"): Edit {
  const start = file.text.indexOf(":", spanOf(holder.key).end) + 1;
  return { start, end: lineAfter(file.text, spanOf(holder.value).end), text };
}

function goneServices(file: YamlFile, gone: ReadonlySet<unknown>): Edit[] {
  const holder = file.root.items.findLast((pair) => keyText(pair.key) === "services");
  const list = file.target(holder?.value);
  if (holder === undefined || !isSeq(list)) return [];
  if (list.items.every((item) => gone.has(item))) return [emptied(file, holder, " []\n")];
  return list.items
    .filter((item) => gone.has(item))
    .map((item) => {
      const { start, end } = spanOf(item);
      return { start: lineStart(file.text, start), end: lineAfter(file.text, end), text: "" };
    });
}

function addedEdits(store: StoreName, how: Editing, added: readonly RowChange[]): Edit[] {
  const edits: Edit[] = [];
  const documents = added.filter((change) => change.table === "document");
  if (documents.length > 0) edits.push(...additions(how, how.file.root, documents.map(asPair)));
  const others = added.filter((change) => change.table !== "document");
  if (store === "services") {
    if (others.length > 0) edits.push(...addedServices(how, others));
    return edits;
  }
  const groups = new Map<string, RowChange[]>();
  for (const change of others) {
    const path = change.key.slice(0, change.key.length - ownKey(change).length - 1);
    groups.set(path, [...(groups.get(path) ?? []), change]);
  }
  // Two collections below one entry that has neither yet become one addition to it.
  const pending = new Map<YAMLMap, { holder: Pair | undefined; pairs: NewPair[] }>();
  for (const [path, group] of groups) {
    const place = collectionAt(how.file, path);
    if (place === undefined) continue;
    const pairs = group.map(asPair);
    if (place.pair !== undefined) {
      const map = how.file.target(place.pair.value);
      edits.push(
        ...(isMap(map)
          ? additions(how, map, pairs, place.pair)
          : [blockBelow(how, place.pair, pairs)]),
      );
      continue;
    }
    const entry = pending.get(place.map) ?? { holder: place.holder, pairs: [] };
    const value = ordered(pairs.map(({ key, value: inner }) => [key, inner]));
    entry.pairs.push({ key: place.name, value });
    pending.set(place.map, entry);
  }
  for (const [map, { holder, pairs }] of pending) edits.push(...additions(how, map, pairs, holder));
  return edits;
}

function asPair(change: RowChange): NewPair {
  return { key: ownKey(change), value: inOrder(change.content) };
}

/** The last part of a key; names of entities may have points of their own. */
function ownKey({ table, key }: Pick<RowChange, "table" | "key">): string {
  const pattern = {
    domains: /^domains\./,
    subdomains: /^domains\..*?\.subdomains\./,
    entities: /^domains\..*?\.subdomains\..*?\.entities\./,
    read_entities: /^domains\..*?\.subdomains\..*?\.read_entities\./,
  }[table];
  return pattern === undefined ? key : key.replace(pattern, "");
}

/** Where new entries of `domains.2.subdomains` belong: its pair, or the mapping that lacks it. */
function collectionAt(
  file: YamlFile,
  path: string,
): { map: YAMLMap; holder: Pair | undefined; pair: Pair | undefined; name: string } | undefined {
  const parts = /^domains(?:\.(.*?)\.subdomains(?:\.(.*?)\.(entities|read_entities))?)?$/.exec(
    path,
  );
  if (parts === null) return undefined;
  const [, domain, subdomain, table] = parts;
  const find = (map: YAMLMap, key: string): Pair | undefined =>
    map.items.findLast((pair) => keyText(pair.key) === key);
  const steps = [
    "domains",
    ...(domain === undefined ? [] : [domain, "subdomains"]),
    ...(subdomain === undefined || table === undefined ? [] : [subdomain, table]),
  ];
  let map: YAMLMap = file.root;
  let holder: Pair | undefined;
  for (const [index, name] of steps.entries()) {
    const pair = find(map, name);
    if (index === steps.length - 1) return { map, holder, pair, name };
    const inner = file.target(pair?.value);
    if (!isMap(inner)) return undefined;
    [map, holder] = [inner, pair];
  }
  return undefined;
}

function addedServices(how: Editing, added: readonly RowChange[]): Edit[] {
  const { file, style } = how;
  const holder = file.root.items.findLast((pair) => keyText(pair.key) === "services");
  const list = file.target(holder?.value);
  const values = added.map((change) => inOrder(change.content));
  if (holder === undefined) return additions(how, file.root, [{ key: "services", value: values }]);
  if (!isSeq(list) || list.items.length === 0 || list.flow === true) {
    const old = isSeq(list) ? (list.toJSON() as Json[]) : [];
    return pairEdits(how, holder, [...old, ...values]);
  }
  const depth = dashColumn(file.text, list);
  const lines = values.map((value) => itemLines("services", value, depth, style)).join("");
  return [atLineAfter(file.text, spanOf(list.items.at(-1)).end, lines)];
}

interface Place {
  readonly pair: Pair;
  readonly map: YAMLMap;
  readonly holder: Pair | undefined;
}

/** The pair of each row that has one; of a key that stands twice, the last. */
function pairsByRow(store: StoreName, file: YamlFile): Map<string, Place> {
  return new Map([...placesByRow(store, file)].map(([key, places]) => [key, places.at(-1)!]));
}

function placesByRow(store: StoreName, file: YamlFile): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  const add = (table: string, key: string, pair: Pair, map: YAMLMap, holder: Pair | undefined) => {
    const id = `${table}\n${key}`;
    found.set(id, [...(found.get(id) ?? []), { pair, map, holder }]);
  };
  const collection = (pair: Pair): YAMLMap | undefined => {
    const map = file.target(pair.value);
    return isMap(map) ? map : undefined;
  };
  for (const top of file.root.items) {
    const name = keyText(top.key);
    const domains = name === "domains" && store === "registry" ? collection(top) : undefined;
    if (name !== (store === "registry" ? "domains" : "services")) {
      add("document", name, top, file.root, undefined);
    }
    for (const domain of domains?.items ?? []) {
      const path = `domains.${keyText(domain.key)}`;
      add("domains", path, domain, domains!, top);
      for (const below of pairsOf(file, domain.value)) {
        const subdomains = keyText(below.key) === "subdomains" ? collection(below) : undefined;
        for (const subdomain of subdomains?.items ?? []) {
          const inner = `${path}.subdomains.${keyText(subdomain.key)}`;
          add("subdomains", inner, subdomain, subdomains!, below);
          for (const list of pairsOf(file, subdomain.value)) {
            const table = keyText(list.key);
            const entries = ["entities", "read_entities"].includes(table)
              ? collection(list)
              : undefined;
            for (const entry of entries?.items ?? []) {
              add(table, `${inner}.${table}.${keyText(entry.key)}`, entry, entries!, list);
            }
          }
        }
      }
    }
  }
  return found;
}

/** The text with every alias written out; undefined when it has none. */
function withoutAliases(text: string): string | undefined {
  const file = parseYamlFile(text, "");
  let found = false;
  const expand = (node: unknown): void => {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (file.target(pair.value) !== pair.value) {
          [pair.value, found] = [copied(file, pair.value), true];
        }
        expand(pair.value);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        if (file.target(item) !== item) [node.items[index], found] = [copied(file, item), true];
        expand(node.items[index]);
      });
    }
    if (typeof node === "object" && node !== null) delete (node as { anchor?: string }).anchor;
  };
  expand(file.root);
  return found ? file.document.toString({ lineWidth: 0 }) : undefined;
}

function copied(file: YamlFile, alias: unknown): unknown {
  const target = file.target(alias) as { clone(): object } | null;
  return target?.clone() ?? null;
}

/** A whole file of these rows, in the form of the old tool. */
export function wholeYaml(
  store: StoreName,
  rows: readonly Pick<LegacyRow, "table" | "key" | "content">[],
): string {
  const below = new Map<string, Map<string, Pick<LegacyRow, "table" | "key" | "content">[]>>();
  for (const row of rows) {
    const path = row.table === "document" || row.table === "services" ? "" : parentOf(row);
    const tables =
      below.get(path) ?? new Map<string, Pick<LegacyRow, "table" | "key" | "content">[]>();
    tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
    below.set(path, tables);
  }
  const entry = (row: Pick<LegacyRow, "table" | "key" | "content">): Json => {
    if (!isObject(row.content)) return row.content;
    const tables = below.get(row.key);
    const extra = (BELOW[row.table] ?? []).flatMap((table): [string, Json][] => {
      const inner = tables?.get(table);
      if (inner !== undefined) return [[table, object(inner)]];
      return table === "read_entities" ? [] : [[table, {}]];
    });
    return { ...(inOrder(row.content) as object), ...Object.fromEntries(extra) };
  };
  const object = (list: readonly Pick<LegacyRow, "table" | "key" | "content">[]): Json =>
    ordered(list.map((row) => [ownKey(row), entry(row)]));
  const top = below.get("");
  const documents = (top?.get("document") ?? []).map((row): [string, Json] => [
    row.key,
    row.content,
  ]);
  const head = documents.filter(([key]) =>
    ["version", "last_updated", "schema_layers"].includes(key),
  );
  const tail = documents.filter(([key]) => !head.some(([known]) => known === key));
  const own: [string, Json] =
    store === "services"
      ? ["services", (top?.get("services") ?? []).map((row) => inOrder(row.content))]
      : ["domains", object(below.get("domains")?.get("domains") ?? [])];
  return [...head, own, ...tail]
    .map(([key, value]) => pairLines(key, value, 0, PLAIN_STYLE))
    .join("");
}

function parentOf(row: Pick<LegacyRow, "table" | "key">): string {
  const path = row.key.slice(0, row.key.length - ownKey(row).length - 1);
  return row.table === "domains" ? "domains" : path.slice(0, path.lastIndexOf("."));
}
