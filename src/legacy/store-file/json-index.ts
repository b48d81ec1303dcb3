/** Where the rows of a JSON file are; kept by who writes it, and brought up to date by what he writes. */
import { Buffer } from "node:buffer";
import type { Json } from "../document.ts";
import type { Edit } from "./json-edit.ts";
import { elementKey } from "./json-rows.ts";
import type { JsonPart } from "./json-scan.ts";

/** A part of the file without its text; offsets are bytes. */
export interface IndexPart {
  readonly is: JsonPart["is"];
  readonly section: string;
  readonly kind?: "list" | "map" | undefined;
  /** Of an entry, its key. */
  readonly name?: string | undefined;
  /** Where it begins, key included; of the whole, the first byte inside. */
  start: number;
  /** Where the value begins; of a collection, the first byte inside. */
  valueStart: number;
  end: number;
  readonly line: number;
  /** Of an element whose section is keyed; null: its place in the section is its key. */
  key: string | null | undefined;
  /** Which letters its text has, see lettersOf(). */
  letters: number;
}

export interface JsonIndex {
  readonly parts: IndexPart[];
  /** The lists whose elements' keys are known. */
  readonly keyed: ReadonlySet<string>;
}

/** More rows than that are looked for in the file again each time. */
export const LARGEST_INDEX = 250_000;

const RAW = 1;
const ESCAPED = 2;

/** Whether a text has letters beyond ASCII as they are, and whether it has them escaped. */
export function lettersOf(text: string): number {
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  const raw = /[^\0-\x7f]/.test(text) ? RAW : 0;
  return raw | (/\\u(?!00[0-7])[0-9a-fA-F]{4}/.test(text) ? ESCAPED : 0);
}

/** Whether texts of these letters, put together, escape whatever is not ASCII. */
export function areAscii(letters: number): boolean {
  return letters === ESCAPED;
}

/** The key of an element; null where it has none but its place. */
export function ownKey(section: string, content: Json): string | null {
  const key = elementKey(section, content, 1);
  return key === elementKey(section, content, 2) ? key : null;
}

/** The part as the index has it. */
export function indexed(part: JsonPart, key: string | null | undefined): IndexPart {
  const none = { section: "", line: 1, key, letters: 0 };
  switch (part.is) {
    case "begin":
      return {
        ...none,
        is: "begin",
        start: part.inside,
        valueStart: part.inside,
        end: part.inside,
      };
    case "open": {
      const { section, kind, keyStart, inside, line } = part;
      const place = { start: keyStart, valueStart: inside, end: inside, line };
      return { ...none, is: "open", section, kind, ...place };
    }
    case "element":
    case "value": {
      const { section, valueStart, end, line, text } = part;
      const start = part.is === "value" ? part.keyStart : part.start;
      const name = part.is === "value" ? undefined : part.name;
      const letters = lettersOf(text);
      return { is: part.is, section, name, start, valueStart, end, line, key, letters };
    }
    case "close": {
      const { section, start } = part;
      return { ...none, is: "close", section, start, valueStart: start, end: start + 1 };
    }
    case "end":
      return { ...none, is: "end", start: part.start, valueStart: part.start, end: part.start + 1 };
  }
}

/** What an edit puts into the file, as far as it is rows. */
export interface Written {
  /** New texts of values, by where the old ones begin. */
  readonly values: ReadonlyMap<number, { readonly text: string; readonly content: Json }>;
  /** New elements, by where the section's last one ends. */
  readonly added: ReadonlyMap<
    number,
    { readonly separator: string; readonly rows: readonly NewRow[] }
  >;
  /** Elements that are cut out, by where they begin. */
  readonly gone: ReadonlySet<number>;
}

export interface NewRow {
  readonly section: string;
  /** Of an entry, its key and that key's text up to the value. */
  readonly name?: string | undefined;
  readonly lead: string;
  /** The value's text. */
  readonly text: string;
  readonly content: Json;
}

/** Brings the index to where the edits leave the file. */
export function follow(index: JsonIndex, edits: readonly Edit[], written: Written): JsonIndex {
  const parts: IndexPart[] = [];
  let next = 0;
  let shift = 0;
  let added: IndexPart[] = [];
  const passEdits = (upTo: number): void => {
    for (let edit = edits[next]; edit !== undefined && edit.end <= upTo; edit = edits[next]) {
      const rows = edit.start === edit.end ? written.added.get(edit.start) : undefined;
      if (rows !== undefined) added = newParts(rows, edit.start + shift, index.keyed);
      shift += Buffer.byteLength(edit.text) - (edit.end - edit.start);
      next += 1;
    }
  };
  for (const part of index.parts) {
    passEdits(part.start);
    if (part.is === "close") {
      parts.push(...added);
      added = [];
    }
    if (part.is === "element" && written.gone.has(part.start)) continue;
    const value = written.values.get(part.valueStart);
    const isValue = part.is === "element" || part.is === "value";
    part.start += shift;
    part.valueStart += shift;
    part.end += shift;
    if (isValue && value !== undefined) {
      part.end = part.valueStart + Buffer.byteLength(value.text);
      part.letters = lettersOf(value.text);
      if (part.key !== undefined) part.key = ownKey(part.section, value.content);
    }
    parts.push(part);
  }
  return { parts, keyed: index.keyed };
}

function newParts(
  { separator, rows }: { separator: string; rows: readonly NewRow[] },
  from: number,
  keyed: ReadonlySet<string>,
): IndexPart[] {
  let at = from;
  const gap = Buffer.byteLength(separator);
  return rows.map(({ section, name, lead, text, content }) => {
    const start = at + gap;
    const valueStart = start + Buffer.byteLength(lead);
    const end = valueStart + Buffer.byteLength(text);
    at = end;
    const key = name === undefined && keyed.has(section) ? ownKey(section, content) : undefined;
    const letters = lettersOf(text);
    return { is: "element", section, name, start, valueStart, end, line: 1, key, letters };
  });
}
