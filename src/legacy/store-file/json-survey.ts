/** Finds the rows that change in a JSON file: by going through it, or by what is known of it. */
import type { FileHandle } from "node:fs/promises";
import type { Json } from "../document.ts";
import {
  areAscii,
  indexed,
  type IndexPart,
  type JsonIndex,
  LARGEST_INDEX,
  ownKey,
} from "./json-index.ts";
import { elementKey, holdsRows } from "./json-rows.ts";
import { type JsonPart, scanJson } from "./json-scan.ts";
import { parseSpans, valueOf } from "./json-spans.ts";
import type { RowChange, StoreName } from "./types.ts";

/** The rows to be written, by table and key. */
export type Wanted = ReadonlyMap<string, ReadonlyMap<string, RowChange>>;

/** A list at the top, or the top itself: what its brackets hold. */
export interface Section {
  readonly kind: "list" | "map";
  readonly keyStart: number;
  inside: number;
  close: number;
  /** The first two, and then runs of what stays; see remember(). */
  readonly items: Item[];
  /** Where the first value is. */
  sample: { readonly start: number; readonly end: number } | undefined;
  readonly found: Set<string>;
  readonly changed: Changed[];
}
interface Item {
  start: number;
  end: number;
  gone: boolean;
}
export interface Changed {
  readonly valueStart: number;
  readonly end: number;
  readonly line: number;
  readonly content: Json;
}

export interface Survey {
  readonly sections: Map<string, Section[]>;
  readonly root: Section;
  readonly ascii: boolean;
  /** Elements that go, by where they begin. */
  readonly gone: ReadonlySet<number>;
}

/** Looks for the rows in what is known of the file; undefined when that is too little. */
export function surveyIndex(index: JsonIndex, wanted: Wanted): Survey | undefined {
  const known = (part: IndexPart): boolean =>
    part.kind !== "list" || !wanted.has(part.section) || index.keyed.has(part.section);
  if (!index.parts.every(known)) return undefined;
  const surveyor = new Surveyor(wanted);
  for (const part of index.parts) surveyor.take(part);
  return surveyor.end();
}

/** Goes through the file. The index is left out where it would be too large. */
export async function surveyFile(
  store: StoreName,
  path: string,
  wanted: Wanted,
  how: {
    onBytes: (chunk: Buffer) => void;
    index: boolean;
    keyed?: ReadonlySet<string> | undefined;
  },
): Promise<{ survey: Survey; index: JsonIndex | undefined }> {
  const rows = (section: string, kind: "list" | "map"): boolean => holdsRows(store, section, kind);
  const keyed = new Set([...wanted.keys(), ...(how.keyed ?? [])]);
  const surveyor = new Surveyor(wanted);
  let parts: IndexPart[] | undefined = how.index ? [] : undefined;
  for await (const part of scanJson(path, { rows, onBytes: how.onBytes })) {
    const found = indexed(part, keyOf(part, keyed, path));
    surveyor.take(found);
    parts?.push(found);
    if (parts !== undefined && parts.length > LARGEST_INDEX) parts = undefined;
  }
  return { survey: surveyor.end(), index: parts && { parts, keyed } };
}

function keyOf(
  part: JsonPart,
  keyed: ReadonlySet<string>,
  path: string,
): string | null | undefined {
  if (part.is !== "element" || part.name !== undefined || !keyed.has(part.section))
    return undefined;
  const content = valueOf(parseSpans(part.text, { name: path, line: part.line }));
  return ownKey(part.section, content);
}

class Surveyor {
  readonly #wanted: Wanted;
  readonly #sections = new Map<string, Section[]>();
  readonly #root = newSection("map", 0, 0);
  readonly #gone = new Set<number>();
  #current = this.#root;
  #place = 0;
  #letters = 0;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** Parts in the order of the file. */
  take(part: IndexPart): void {
    this.#letters |= part.letters;
    switch (part.is) {
      case "begin":
        this.#root.inside = part.valueStart;
        break;
      case "open": {
        this.#current = newSection(part.kind ?? "list", part.start, part.valueStart);
        this.#place = 0;
        const before = this.#sections.get(part.section) ?? [];
        this.#sections.set(part.section, [...before, this.#current]);
        break;
      }
      case "element": {
        this.#place += 1;
        const change = this.#wanted.get(part.section)?.get(this.#keyOf(part));
        const gone = change?.content === null;
        remember(this.#current, { start: part.start, end: part.end, gone });
        this.#current.sample ??= { start: part.valueStart, end: part.end };
        if (gone) this.#gone.add(part.start);
        if (change !== undefined) note(this.#current, part, change);
        break;
      }
      case "value": {
        const change = this.#wanted.get("document")?.get(part.section);
        const gone = change?.content === null;
        remember(this.#root, { start: part.start, end: part.end, gone });
        if (change !== undefined) note(this.#root, part, change);
        break;
      }
      case "close":
        this.#current.close = part.start;
        remember(this.#root, { start: this.#current.keyStart, end: part.end, gone: false });
        break;
      case "end":
        this.#root.close = part.start;
    }
  }

  end(): Survey {
    return {
      sections: this.#sections,
      root: this.#root,
      ascii: areAscii(this.#letters),
      gone: this.#gone,
    };
  }

  #keyOf({ name, key, section }: IndexPart): string {
    return name ?? key ?? elementKey(section, null, this.#place);
  }
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

function note(section: Section, part: IndexPart, { key, content }: RowChange): void {
  section.found.add(key);
  if (content === null && part.is === "element") return;
  const { valueStart, end, line } = part;
  section.changed.push({ valueStart, end, line, content });
}

/** The text between two places of a file. */
export async function textBetween(file: FileHandle, from: number, to: number): Promise<string> {
  const bytes = Buffer.alloc(Math.max(0, to - from));
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.toString("utf8");
}
