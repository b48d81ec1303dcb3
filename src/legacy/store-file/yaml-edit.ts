/** Changes of a YAML text that leave alone every byte of what stays the same, comments included. */
import { isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { canonicalText } from "../canonical.ts";
import type { Json } from "../document.ts";
import type { Edit } from "./json-edit.ts";
import { keyText, type YamlFile, yamlValue } from "./yaml-nodes.ts";
import {
  afterKey,
  column,
  flowYaml,
  isList,
  isObject,
  itemLines,
  pairLines,
  scalarYaml,
  type YamlStyle,
} from "./yaml-text.ts";

/** What an edit needs to know of the file. */
export interface Editing {
  readonly file: YamlFile;
  readonly style: YamlStyle;
}

/** Entries to add to a mapping: the key, how it is written, and its value. */
export interface NewPair {
  readonly key: string;
  readonly written?: string | undefined;
  readonly value: Json;
}

/** The changes that make the value of this pair what it should be; `but` keys are left alone. */
export function pairEdits(
  how: Editing,
  pair: Pair,
  value: Json,
  but: readonly string[] = [],
): Edit[] {
  const { file } = how;
  const node = file.target(pair.value);
  if (canonicalText(yamlValue(file, node, [], but)) === canonicalText(without(value, but))) {
    return [];
  }
  const own = pair.value === node;
  if (own && isMap(node) && isObject(value)) return mapEdits(how, node, value, but, pair);
  if (own && isSeq(node) && isList(value))
    return listEdits(how, keyText(pair.key), node, value, pair);
  if (own && isInline(node) && !isList(value) && !isObject(value) && hasText(pair)) {
    return [{ ...spanOf(node), text: scalarLike(how, node, value, keyText(pair.key)) }];
  }
  return [replaced(how, pair, value)];
}

function without(value: Json, but: readonly string[]): Json {
  if (but.length === 0 || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !but.includes(key)));
}

/** A scalar that takes the place of another keeps its quotes, or goes without as that did. */
function scalarLike({ style }: Editing, node: unknown, value: Json, key: string): string {
  const { type, value: old } = node as { type?: unknown; value: unknown };
  const quote = type === "QUOTE_DOUBLE" ? '"' : type === "QUOTE_SINGLE" ? "'" : "";
  const number = quote === "" && /^(true|false|-?\d+(\.\d+)?)$/.test(String(old));
  const scalars = new Map(style.scalars).set(key, { quote, number });
  return scalarYaml(value, key, { ...style, scalars });
}

/** A scalar that does not end its line itself, as the literal and folded ones do. */
function isInline(node: unknown): boolean {
  return isScalar(node) && node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED";
}

/** An empty value has no text of its own that could be replaced. */
function hasText(pair: Pair): boolean {
  const { start, end } = spanOf(pair.value);
  return end > start;
}

/** The changes of a mapping's own entries. */
export function mapEdits(
  how: Editing,
  map: YAMLMap,
  value: Readonly<Record<string, Json>>,
  but: readonly string[] = [],
  holder?: Pair,
): Edit[] {
  const edits: Edit[] = [];
  const last = new Map(map.items.map((pair) => [keyText(pair.key), pair]));
  const gone: Pair[] = [];
  for (const pair of map.items) {
    const key = keyText(pair.key);
    if (but.includes(key)) continue;
    if (last.get(key) !== pair || !Object.hasOwn(value, key)) gone.push(pair);
    else edits.push(...pairEdits(how, pair, value[key] ?? null));
  }
  const added = Object.keys(value)
    .filter((key) => !last.has(key) && !but.includes(key))
    .map((key) => ({ key, value: value[key] ?? null }));
  if (gone.length === map.items.length && gone.length > 0 && holder !== undefined) {
    return [replaced(how, holder, value)];
  }
  edits.push(...removals(how, map, gone));
  if (added.length > 0) edits.push(...additions(how, map, added, holder));
  return edits;
}

/** Takes pairs out of a mapping. */
export function removals({ file }: Editing, map: YAMLMap, gone: readonly Pair[]): Edit[] {
  if (gone.length === 0) return [];
  if (map.flow !== true) {
    return gone.map((pair) => {
      const start = spanOf(pair.key).start;
      const first = map.items[0] === pair && !onlySpacesBefore(file.text, start);
      const next = map.items[map.items.indexOf(pair) + 1];
      // The first key of a list's item stands behind the dash: the next one takes its place.
      if (first && next !== undefined) return { start, end: spanOf(next.key).start, text: "" };
      return {
        start: lineStart(file.text, start),
        end: lineAfter(file.text, pairEnd(pair)),
        text: "",
      };
    });
  }
  return flowRemovals(
    map.items.map((pair) => ({ start: spanOf(pair.key).start, end: pairEnd(pair) })),
    gone.map((pair) => map.items.indexOf(pair)),
  );
}

function flowRemovals(items: { start: number; end: number }[], gone: readonly number[]): Edit[] {
  const edits: Edit[] = [];
  let keptBefore = false;
  items.forEach((item, index) => {
    const next = items[index + 1];
    if (!gone.includes(index)) keptBefore = true;
    else if (keptBefore) edits.push({ start: items[index - 1]!.end, end: item.end, text: "" });
    else edits.push({ start: item.start, end: next?.start ?? item.end, text: "" });
  });
  return edits;
}

/** Puts pairs behind the last one of a mapping; `holder` is the pair whose value it is. */
export function additions(
  how: Editing,
  map: YAMLMap,
  added: readonly NewPair[],
  holder?: Pair,
): Edit[] {
  const { file, style } = how;
  const last = map.items.at(-1);
  if (last === undefined || map.flow === true) {
    if (last !== undefined) {
      const text = added.map(
        ({ key, value, written }) => `, ${flowPair(key, value, style, written)}`,
      );
      return [{ start: pairEnd(last), end: pairEnd(last), text: text.join("") }];
    }
    if (holder !== undefined) return [blockBelow(how, holder, added)];
    const { start, end } = spanOf(map);
    const text = added.map(({ key, value, written }) => flowPair(key, value, style, written));
    return [{ start, end, text: `{${text.join(", ")}}` }];
  }
  const depth = column(file.text, spanOf(last.key).start);
  const text = added.map(({ key, value, written }) => pairLines(key, value, depth, style, written));
  return [atLineAfter(file.text, pairEnd(last), text.join(""))];
}

function flowPair(key: string, value: Json, style: YamlStyle, written?: string): string {
  return written === undefined
    ? flowYaml("", { [key]: value }, style).slice(1, -1)
    : `${written}: ${flowYaml(key, value, style)}`;
}

/** The value of a pair becomes a mapping in lines of its own. */
export function blockBelow(how: Editing, holder: Pair, added: readonly NewPair[]): Edit {
  const { file, style } = how;
  const depth = column(file.text, spanOf(holder.key).start) + style.indent;
  const lines = added.map(({ key, value, written }) =>
    pairLines(key, value, depth, style, written),
  );
  return valueReplaced(how, holder, `\n${lines.join("")}`);
}

/** The value of a pair is written anew. */
function replaced(how: Editing, pair: Pair, value: Json): Edit {
  const { file, style } = how;
  const key = keyText(pair.key);
  const start = spanOf(pair.key).start;
  if (isInFlow(how, pair)) {
    const { start: from, end } = spanOf(pair.value);
    const text = flowYaml(key, value, style);
    return { start: from, end, text: from === end ? ` ${text}` : text };
  }
  return valueReplaced(how, pair, afterKey(key, value, column(file.text, start), style));
}

/** `text` follows the colon and ends its line; a comment behind an old one-line value stays there. */
function valueReplaced({ file }: Editing, pair: Pair, text: string): Edit {
  const colon = file.text.indexOf(":", spanOf(pair.key).end) + 1;
  const end = Math.max(colon, pairEnd(pair));
  const after = lineAfter(file.text, end);
  const rest = file.text.slice(end, after);
  const comment = /^[ \t]*(#[^\n]*)\n?$/.exec(rest)?.[1];
  const newline = text.indexOf("\n");
  const kept =
    comment === undefined ? text : `${text.slice(0, newline)} ${comment}${text.slice(newline)}`;
  const wholeLine = rest === "" || rest.endsWith("\n");
  return {
    start: colon,
    end: after,
    text: wholeLine || kept === "" ? kept : kept.replace(/\n$/, ""),
  };
}

function listEdits(
  how: Editing,
  key: string,
  list: YAMLSeq,
  value: readonly Json[],
  holder: Pair,
): Edit[] {
  const { file, style } = how;
  const old = list.items.map((item) => canonicalText(yamlValue(file, item)));
  const wanted = value.map(canonicalText);
  if (list.flow === true || list.items.length === 0 || value.length === 0) {
    if (list.flow === true && value.length > 0) {
      const known = new Map(
        list.items.map((item, index) => {
          const { start, end } = spanOf(item);
          return [old[index], file.text.slice(start, end)] as const;
        }),
      );
      const written = value.map(
        (item, index) => known.get(wanted[index]) ?? flowItem(how, key, list, item),
      );
      return [{ ...spanOf(list), text: `[${written.join(", ")}]` }];
    }
    return [replaced(how, holder, value)];
  }
  if (old.length === wanted.length) {
    return list.items.flatMap((item, index) => itemEdits(how, key, item, value[index] ?? null));
  }
  let before = 0;
  while (before < old.length && before < wanted.length && old[before] === wanted[before])
    before += 1;
  let behind = 0;
  while (
    behind < old.length - before &&
    behind < wanted.length - before &&
    old[old.length - 1 - behind] === wanted[wanted.length - 1 - behind]
  ) {
    behind += 1;
  }
  const depth = dashColumn(file.text, list);
  const lines = value
    .slice(before, value.length - behind)
    .map((item) => itemLines(key, item, depth, style))
    .join("");
  const cut = list.items.slice(before, list.items.length - behind);
  if (cut.length === 0) {
    const previous = list.items[before - 1];
    if (previous !== undefined) {
      return [atLineAfter(file.text, spanOf(previous).end, lines)];
    }
    const at = lineStart(file.text, spanOf(list.items[0]).start);
    return [{ start: at, end: at, text: lines }];
  }
  return [
    {
      start: lineStart(file.text, spanOf(cut[0]).start),
      end: lineAfter(file.text, spanOf(cut.at(-1)).end),
      text: lines,
    },
  ];
}

function flowItem(how: Editing, key: string, list: YAMLSeq, item: Json): string {
  const sample = list.items.find((each) => isScalar(each));
  if (sample === undefined || isList(item) || isObject(item)) return flowYaml(key, item, how.style);
  const text = scalarLike(how, sample, item, key);
  return /^[^'"].*[,[\]{}]/.test(text) ? flowYaml(key, item, how.style) : text;
}

/** The changes of one item of a block list. */
export function itemEdits(how: Editing, key: string, item: unknown, value: Json): Edit[] {
  const { file, style } = how;
  if (canonicalText(yamlValue(file, item)) === canonicalText(value)) return [];
  const own = file.target(item) === item;
  if (own && isMap(item) && isObject(value) && Object.keys(value).length > 0) {
    const gone = item.items.every((pair) => !Object.hasOwn(value, keyText(pair.key)));
    if (!gone) return mapEdits(how, item, value);
  }
  const span = spanOf(item);
  if (own && isInline(item) && !isList(value) && !isObject(value)) {
    return [{ ...span, text: scalarLike(how, item, value, key) }];
  }
  const depth = column(file.text, file.text.lastIndexOf("-", span.start));
  const start = lineStart(file.text, span.start);
  return [
    { start, end: lineAfter(file.text, span.end), text: itemLines(key, value, depth, style) },
  ];
}

/** The column of a list's dashes. */
export function dashColumn(text: string, list: YAMLSeq): number {
  const start = list.range?.[0] ?? 0;
  return column(text, start);
}

function isInFlow({ file }: Editing, pair: Pair): boolean {
  const { start } = spanOf(pair.key);
  let found = false;
  const look = (node: unknown): void => {
    if (!isMap(node) && !isSeq(node)) return;
    const span = spanOf(node);
    if (start < span.start || start >= span.end) return;
    if (node.flow === true) found = true;
    else {
      for (const each of node.items as readonly unknown[]) {
        look(isMap(node) ? (each as Pair).value : each);
      }
    }
  };
  look(file.root);
  return found;
}

/** Where a node begins and ends, without the comments behind it. */
export function spanOf(node: unknown): { start: number; end: number } {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** Where a pair ends. */
export function pairEnd(pair: Pair): number {
  return Math.max(spanOf(pair.key).end, spanOf(pair.value).end);
}

function onlySpacesBefore(text: string, at: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, at), at));
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** The beginning of the line after the one that ends what ends here. */
export function lineAfter(text: string, at: number): number {
  if (at > 0 && text[at - 1] === "\n") return at;
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

/** An insertion of whole lines; a last line without an end gets one, and gives its lack on. */
export function atLineAfter(text: string, at: number, lines: string): Edit {
  const place = lineAfter(text, at);
  const open = place === text.length && place > 0 && text[place - 1] !== "\n";
  return { start: place, end: place, text: open ? `\n${lines.replace(/\n$/, "")}` : lines };
}
