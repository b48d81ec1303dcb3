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
  keyText,
  listEdits,
  pairText,
  sortedEdits,
  styleOf,
  whiteSpaceOf,
} from "./json-edit.ts";
import { follow, type JsonIndex, type NewRow } from "./json-index.ts";
import { parseSpans } from "./json-spans.ts";
import {
  type Section,
  type Survey,
  surveyFile,
  surveyIndex,
  textBetween,
  type Wanted,
} from "./json-survey.ts";
import type { RowChange, StoreName } from "./types.ts";

/** What has to be done to a file; offsets are bytes. */
export interface JsonPlan {
  /** SHA-256 of the file as it was read. */
  readonly sha256: string;
  readonly edits: readonly Edit[];
  /** Once the edits are made: where the rows are then. Undefined: somebody has to look. */
  readonly after: () => JsonIndex | undefined;
}

const DEFAULT_STYLE: JsonStyle = { indent: "  ", comma: ", ", colon: ": ", ascii: false };

/** What a plan may do with what is known of the file from the last one. */
export interface PlanOptions {
  /** As it is left since; see FileMemory. */
  readonly left?: { readonly sha256: string; readonly index?: JsonIndex | undefined } | undefined;
  /** Whether an index is wanted for the next time. */
  readonly index?: boolean;
}

/** Finds the rows in the file and says which bytes have to change. */
export async function planJson(
  store: StoreName,
  path: string,
  changes: readonly RowChange[],
  { left, index: keep = false }: PlanOptions = {},
): Promise<JsonPlan> {
  const wanted = new Map<string, Map<string, RowChange>>();
  for (const change of changes) {
    const table = wanted.get(change.table) ?? new Map<string, RowChange>();
    wanted.set(change.table, table.set(change.key, change));
  }
  const known = left?.index && surveyIndex(left.index, wanted);
  if (known !== undefined) {
    try {
      return { sha256: left!.sha256, ...(await planned(path, known, left!.index, wanted, store)) };
    } catch {
      // Gone through anew, it fails again, and says at which line.
    }
  }
  const hash = createHash("sha256");
  const { survey, index } = await surveyFile(store, path, wanted, {
    onBytes: (chunk) => hash.update(chunk),
    index: keep,
    keyed: left?.index?.keyed,
  });
  const plan = await planned(path, survey, index, wanted, store);
  return { sha256: hash.digest("hex"), ...plan };
}

async function planned(
  path: string,
  survey: Survey,
  index: JsonIndex | undefined,
  wanted: Wanted,
  store: StoreName,
): Promise<Pick<JsonPlan, "edits" | "after">> {
  await using file = await open(path);
  const between = (from: number, to: number): Promise<string> => textBetween(file, from, to);
  const { root, sections } = survey;
  const opening = root.items[0] && (await between(root.inside, root.items[0].start));
  const rootStyle = await rootStyleOf(opening, survey, between);
  const edits: Edit[] = [];
  const values: ValueEdit[] = [];
  const added = new Map<number, { separator: string; rows: readonly NewRow[] }>();
  /** Whether nothing but rows comes, goes and changes. */
  let plain = !root.items.some((item) => item.gone);
  const missing: { table: string; added: RowChange[] }[] = [];
  for (const [table, changes] of wanted) {
    const found = table === "document" ? [root] : sections.get(table);
    const known = new Set(found?.flatMap((section) => [...section.found]));
    const fresh = [...changes.values()]
      .filter((change) => change.content !== null && !known.has(change.key))
      .toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
    if (table === "document") continue;
    if (found === undefined) {
      if (fresh.length > 0) missing.push({ table, added: fresh });
      continue;
    }
    for (const section of found) {
      const here = indentation(
        await between(Math.max(0, section.keyStart - 200), section.keyStart),
      );
      const own = section === found.at(-1) ? fresh : [];
      await editSection(section, table, own, { here, rootStyle });
    }
  }
  const documents = wanted.get("document") ?? new Map<string, RowChange>();
  const style = rootStyle;
  const inner = style.indent ?? "";
  const texts = [
    ...[...documents.values()]
      .filter((change) => change.content !== null && !root.found.has(change.key))
      .map((change) => pairText(change.key, change.content, style, inner)),
    ...missing.map((each) => pairText(each.table, collectionOf(store, each.added), style, inner)),
  ];
  plain &&= texts.length === 0;
  edits.push(...(await bracketEdits(root, texts, { here: "", style, between })).edits);
  values.push(...(await valueEdits(root, { base: inner, style, path, between })));
  return {
    edits: sortedEdits([...edits, ...values]),
    after() {
      if (index === undefined || !plain) return undefined;
      const written = {
        values: new Map(values.map((value) => [value.start, value])),
        added,
        gone: survey.gone,
      };
      return follow(index, sortedEdits([...edits, ...values]), written);
    },
  };

  async function editSection(
    section: Section,
    table: string,
    fresh: readonly RowChange[],
    how: { here: string; rootStyle: JsonStyle },
  ): Promise<void> {
    const first = section.items[0];
    const gap = first && (await between(section.inside, first.start));
    const base = gap === undefined ? how.here + (how.rootStyle.indent ?? "") : indentation(gap);
    const spread =
      gap === undefined ? how.rootStyle : { ...how.rootStyle, ...(!gap.includes("\n") && flat) };
    const sample = section.sample && (await between(section.sample.start, section.sample.end));
    const elementStyle = sample === undefined ? spread : styleOf(sample, base, spread);
    const model = sample === undefined || fresh.length === 0 ? [] : keysOf(sample);
    const rows = fresh.map(({ key, content }): NewRow => {
      const isEntry = section.kind === "map";
      return {
        section: table,
        name: isEntry ? key : undefined,
        lead: isEntry ? keyText(key, elementStyle) : "",
        text: jsonText(orderedLike(content, model), elementStyle, base),
        content,
      };
    });
    const writtenAs = rows.map(({ lead, text }) => lead + text);
    const bracket = await bracketEdits(section, writtenAs, { ...how, between, style: spread });
    edits.push(...bracket.edits);
    values.push(...(await valueEdits(section, { base, style: elementStyle, path, between })));
    if (rows.length === 0) return;
    if (section.items.every((item) => item.gone)) plain = false;
    else added.set(section.items.at(-1)!.end, { separator: bracket.separator, rows });
  }
}

type Between = (from: number, to: number) => Promise<string>;

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

async function rootStyleOf(
  opening: string | undefined,
  { ascii, sections, root }: Survey,
  between: Between,
): Promise<JsonStyle> {
  if (opening === undefined) return { ...DEFAULT_STYLE, ascii };
  const indent = opening.includes("\n") ? indentation(opening) : undefined;
  const sample = [...sections.values()].flat().find((section) => section.sample)?.sample;
  const change = root.changed[0];
  const place = sample ?? (change && { start: change.valueStart, end: change.end });
  const text = place === undefined ? "" : await between(place.start, place.end);
  const colon = /"\s*:([ \t]*)/.exec(text)?.[1] ?? " ";
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
  how: { here: string; style: JsonStyle; between: Between },
): Promise<{ edits: Edit[]; separator: string }> {
  const { items, inside, close } = section;
  if (texts.length === 0 && !items.some((item) => item.gone)) return { edits: [], separator: "" };
  const gaps = new Map<number, string>();
  const [first, second] = items;
  if (first !== undefined) gaps.set(inside, await how.between(inside, first.start));
  if (first && second) gaps.set(first.end, await how.between(first.end, second.start));
  const last = items.at(-1);
  if (last !== undefined) gaps.set(last.end, await how.between(last.end, close));
  const list = { inside, close, items, gap: (from: number) => gaps.get(from) ?? "" };
  return { edits: listEdits(list, texts, how), separator: whiteSpaceOf(list, how).separator };
}

/** An edit that puts another value in the place of one. */
type ValueEdit = Edit & { readonly content: Json };

async function valueEdits(
  section: Section,
  how: { base: string; style: JsonStyle; path: string; between: Between },
): Promise<ValueEdit[]> {
  const { base, style, path } = how;
  const edits: ValueEdit[] = [];
  for (const { valueStart, end, line, content } of section.changed) {
    if (content === null && section.items.some((item) => item.gone && item.end === end)) continue;
    const text = await how.between(valueStart, end);
    // With the white space before it, so that what is new inside stands as deep as it should.
    const padded = base + text;
    const node = parseSpans(padded, { name: path, line });
    const own = styleOf(text, base, style);
    const changed = applyEdits(padded, editsFor(padded, node, content, own)).slice(base.length);
    if (changed !== text) edits.push({ start: valueStart, end, text: changed, content });
  }
  return edits;
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
