/**
 * Writes changed rows into a JSON file of any size: it is gone through once to find them, and copied
 * with only their bytes replaced.
 */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { numberText } from "../canonical.ts";
import type { Json } from "../document.ts";
import type { Sink } from "./atomic.ts";
import {
  applyEdits,
  type Edit,
  editsFor,
  jsonText,
  type JsonStyle,
  listEdits,
  pairText,
  sortedEdits,
  styleOf,
} from "./json-edit.ts";
import { elementKey, holdsRows } from "./json-rows.ts";
import { type JsonPart, scanJson } from "./json-scan.ts";
import { parseSpans, valueOf } from "./json-spans.ts";
import type { RowChange, StoreName } from "./types.ts";

/** What has to be done to a file; offsets are bytes. */
export interface JsonPlan {
  /** SHA-256 of the file as it was read. */
  readonly sha256: string;
  readonly edits: readonly Edit[];
}

/** A list at the top, or the top itself: what its brackets hold. */
interface Section {
  readonly kind: "list" | "map";
  readonly keyStart: number;
  readonly inside: number;
  close: number;
  /** The first two, and then runs of what stays; see remember(). */
  readonly items: Item[];
  sample: string | undefined;
  readonly found: Set<string>;
  readonly changed: Changed[];
}
interface Item {
  start: number;
  end: number;
  gone: boolean;
}
interface Changed {
  readonly valueStart: number;
  readonly end: number;
  readonly text: string;
  readonly line: number;
  readonly content: Json;
}

const DEFAULT_STYLE: JsonStyle = { indent: "  ", comma: ", ", colon: ": ", ascii: false };

/** Finds the rows in the file and says which bytes have to change. */
export async function planJson(
  store: StoreName,
  path: string,
  changes: readonly RowChange[],
): Promise<JsonPlan> {
  const wanted = new Map<string, Map<string, RowChange>>();
  for (const change of changes) {
    const table = wanted.get(change.table) ?? new Map<string, RowChange>();
    wanted.set(change.table, table.set(change.key, change));
  }
  const hash = createHash("sha256");
  const survey = await surveyed(store, path, wanted, (chunk) => hash.update(chunk));
  const edits = await planned(path, survey, wanted, store);
  return { sha256: hash.digest("hex"), edits: sortedEdits(edits) };
}

interface Survey {
  readonly sections: Map<string, Section[]>;
  readonly root: Section;
  readonly ascii: boolean;
}

async function surveyed(
  store: StoreName,
  path: string,
  wanted: ReadonlyMap<string, ReadonlyMap<string, RowChange>>,
  onBytes: (chunk: Buffer) => void,
): Promise<Survey> {
  const sections = new Map<string, Section[]>();
  const root = newSection("map", 0, 0);
  const letters = { raw: false, escaped: false };
  const documents = wanted.get("document");
  let current: Section = root;
  let place = 0;
  const rows = (section: string, kind: "list" | "map"): boolean => holdsRows(store, section, kind);
  for await (const part of scanJson(path, { rows, onBytes })) {
    switch (part.is) {
      case "begin":
        Object.assign(root, { inside: part.inside });
        break;
      case "open": {
        current = newSection(part.kind, part.keyStart, part.inside);
        place = 0;
        sections.set(part.section, [...(sections.get(part.section) ?? []), current]);
        break;
      }
      case "element": {
        place += 1;
        noteLetters(letters, part.text);
        current.sample ??= part.text;
        const change = changeOf(part, wanted.get(part.section), place, path);
        remember(current, { start: part.start, end: part.end, gone: change?.content === null });
        if (change !== undefined) note(current, part, change);
        break;
      }
      case "value": {
        noteLetters(letters, part.text);
        const change = documents?.get(part.section);
        remember(root, { start: part.keyStart, end: part.end, gone: change?.content === null });
        if (change !== undefined) note(root, part, change);
        break;
      }
      case "close":
        current.close = part.start;
        remember(root, { start: current.keyStart, end: part.start + 1, gone: false });
        break;
      case "end":
        root.close = part.start;
    }
  }
  return { sections, root, ascii: letters.escaped && !letters.raw };
}

function newSection(kind: "list" | "map", keyStart: number, inside: number): Section {
  return {
    kind,
    keyStart,
    inside,
    close: inside,
    items: [],
    sample: undefined,
    found: new Set(),
    changed: [],
  };
}

/** Of a million elements that stay, only the borders are kept. */
function remember({ items }: Section, item: Item): void {
  const last = items.at(-1);
  if (items.length > 2 && last !== undefined && !last.gone && !item.gone) last.end = item.end;
  else items.push(item);
}

type Element = JsonPart & { is: "element" | "value" };

function changeOf(
  part: JsonPart & { is: "element" },
  wanted: ReadonlyMap<string, RowChange> | undefined,
  place: number,
  path: string,
): RowChange | undefined {
  if (wanted === undefined) return undefined;
  if (part.name !== undefined) return wanted.get(part.name);
  const content = valueOf(parseSpans(part.text, { name: path, line: part.line }));
  return wanted.get(elementKey(part.section, content, place));
}

function note(section: Section, part: Element, { key, content }: RowChange): void {
  section.found.add(key);
  if (content === null && part.is === "element") return;
  const { valueStart, end, text, line } = part;
  section.changed.push({ valueStart, end, text, line, content });
}

function noteLetters(letters: { raw: boolean; escaped: boolean }, text: string): void {
  if (letters.raw) return;
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  letters.raw = /[^\0-\x7f]/.test(text);
  letters.escaped ||= /\\u(?!00[0-7])[0-9a-fA-F]{4}/.test(text);
}

async function planned(
  path: string,
  survey: Survey,
  wanted: ReadonlyMap<string, ReadonlyMap<string, RowChange>>,
  store: StoreName,
): Promise<Edit[]> {
  await using file = await open(path);
  const between = async (from: number, to: number): Promise<string> => {
    const bytes = Buffer.alloc(Math.max(0, to - from));
    await file.read(bytes, 0, bytes.length, from);
    return bytes.toString("utf8");
  };
  const { root, sections } = survey;
  const opening = root.items[0] && (await between(root.inside, root.items[0].start));
  const rootStyle = rootStyleOf(opening, survey);
  const edits: Edit[] = [];
  const missing: { table: string; added: RowChange[] }[] = [];
  for (const [table, changes] of wanted) {
    const found = table === "document" ? [root] : sections.get(table);
    const known = new Set(found?.flatMap((section) => [...section.found]));
    const added = [...changes.values()]
      .filter((change) => change.content !== null && !known.has(change.key))
      .toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
    if (table === "document") continue;
    if (found === undefined) {
      if (added.length > 0) missing.push({ table, added });
      continue;
    }
    for (const section of found) {
      const here = indentation(
        await between(Math.max(0, section.keyStart - 200), section.keyStart),
      );
      const last = section === found.at(-1);
      edits.push(...(await sectionEdits(section, last ? added : [], { here, rootStyle, between })));
    }
  }
  const documents = wanted.get("document") ?? new Map<string, RowChange>();
  const style = rootStyle;
  const inner = style.indent ?? "";
  const texts = [
    ...[...documents.values()]
      .filter((change) => change.content !== null && !root.found.has(change.key))
      .map((change) => pairText(change.key, change.content, style, inner)),
    ...missing.map(({ table, added }) => pairText(table, collectionOf(store, added), style, inner)),
  ];
  edits.push(...(await bracketEdits(root, texts, { here: "", style, between })));
  edits.push(...valueEdits(root, { base: inner, style, path }));
  return edits;

  async function sectionEdits(
    section: Section,
    added: readonly RowChange[],
    how: { here: string; rootStyle: JsonStyle; between: typeof between },
  ): Promise<Edit[]> {
    const first = section.items[0];
    const gap = first && (await how.between(section.inside, first.start));
    const base = gap === undefined ? how.here + (how.rootStyle.indent ?? "") : indentation(gap);
    const spread =
      gap === undefined ? how.rootStyle : { ...how.rootStyle, ...(!gap.includes("\n") && flat) };
    const elementStyle = section.sample ? styleOf(section.sample, base, spread) : spread;
    const model = section.sample === undefined ? [] : keysOf(section.sample);
    const writtenAs = added.map(({ key, content }) =>
      section.kind === "map"
        ? pairText(key, orderedLike(content, model), elementStyle, base)
        : jsonText(orderedLike(content, model), elementStyle, base),
    );
    return [
      ...(await bracketEdits(section, writtenAs, { ...how, style: spread })),
      ...valueEdits(section, { base, style: elementStyle, path }),
    ];
  }
}

function keysOf(sample: string): readonly string[] {
  const value: unknown = JSON.parse(sample);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.keys(value)
    : [];
}

/** jsonb orders keys by their length: a new row has them as the rows beside it do. */
function orderedLike(value: Json, model: readonly string[]): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (numberText(value) !== undefined) return value;
  const row = value as Readonly<Record<string, Json>>;
  const result: Record<string, Json> = Object.create(null);
  for (const key of model) if (Object.hasOwn(row, key)) result[key] = row[key] ?? null;
  return Object.assign(result, row);
}

const flat = { indent: undefined } as const;

function rootStyleOf(opening: string | undefined, { ascii, sections, root }: Survey): JsonStyle {
  if (opening === undefined) return { ...DEFAULT_STYLE, ascii };
  const indent = opening.includes("\n") ? indentation(opening) : undefined;
  const sample = [...sections.values()].flat().find((section) => section.sample)?.sample;
  const colon = /"\s*:([ \t]*)/.exec(sample ?? root.changed[0]?.text ?? "")?.[1] ?? " ";
  return { indent, comma: colon === "" ? "," : ", ", colon: `:${colon}`, ascii };
}

/** Rows of a table that the file does not have yet, as its value. */
function collectionOf(store: StoreName, added: readonly RowChange[]): Json {
  if (store !== "types") return added.map((change) => change.content);
  const result: Record<string, Json> = Object.create(null);
  for (const { key, content } of added) result[key] = content;
  return result;
}

async function bracketEdits(
  section: Section,
  texts: readonly string[],
  how: {
    here: string;
    style: JsonStyle;
    between: (from: number, to: number) => Promise<string>;
  },
): Promise<Edit[]> {
  const { items, inside, close } = section;
  if (texts.length === 0 && !items.some((item) => item.gone)) return [];
  const gaps = new Map<number, string>();
  const [first, second] = items;
  if (first !== undefined) gaps.set(inside, await how.between(inside, first.start));
  if (first && second) gaps.set(first.end, await how.between(first.end, second.start));
  const last = items.at(-1);
  if (last !== undefined) gaps.set(last.end, await how.between(last.end, close));
  const gap = (from: number): string => gaps.get(from) ?? "";
  return listEdits({ inside, close, items, gap }, texts, how);
}

function valueEdits(
  section: Section,
  { base, style, path }: { base: string; style: JsonStyle; path: string },
): Edit[] {
  return section.changed.flatMap(({ valueStart, end, text, line, content }) => {
    if (content === null && section.items.some((item) => item.gone && item.end === end)) return [];
    // With the white space before it, so that what is new inside stands as deep as it should.
    const padded = base + text;
    const node = parseSpans(padded, { name: path, line });
    const own = styleOf(text, base, style);
    const changed = applyEdits(padded, editsFor(padded, node, content, own)).slice(base.length);
    return changed === text ? [] : [{ start: valueStart, end, text: changed }];
  });
}

/** The white space after the last line feed. */
function indentation(gap: string): string {
  return /^[ \t]*/.exec(gap.slice(gap.lastIndexOf("\n") + 1))?.[0] ?? "";
}

const CHUNK = 1024 * 1024;

/** Copies the file with the changes made. */
export async function copyEdited(path: string, edits: readonly Edit[], sink: Sink): Promise<void> {
  await using file = await open(path);
  const copy = async (from: number, to: number): Promise<void> => {
    for (let at = from; at < to;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, to - at));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) return;
      await sink(chunk.subarray(0, bytesRead));
      at += bytesRead;
    }
  };
  let at = 0;
  for (const edit of edits) {
    await copy(at, edit.start);
    if (edit.text !== "") await sink(edit.text);
    at = edit.end;
  }
  await copy(at, Infinity);
}
