/** Faults of eight kinds, put into the rows of a file at random places, each with its name. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Json } from "../../src/legacy/document.ts";
import { verbatim } from "../../src/legacy/json-reader.ts";
import { FORMATS, type StoreName } from "../../src/legacy/store-file/index.ts";
import { type Collision, type FileRow, makeRow } from "./files.ts";

export const KINDS = [
  "missing",
  "extra",
  "changed",
  "coerced",
  "encoding",
  "duplicate",
  "order",
  "collision",
] as const;
export type Kind = (typeof KINDS)[number];

/** What a fault has to be reported as; of rows that changed places either may be named. */
export interface Expected {
  readonly kind: Kind;
  readonly type: string;
  readonly keys: readonly string[];
  readonly attribute: string | null;
}

/** Numbers between 0 and 1, the same for the same seed (Mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** MurmurHash3 for 32 bits, of texts whose length is a multiple of four. */
export function murmur3(text: string): number {
  const bytes = Buffer.from(text);
  const turned = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
  let hash = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const block = turned(Math.imul(bytes.readUInt32LE(at), 0xcc9e2d51), 15);
    hash = turned(hash ^ Math.imul(block, 0x1b873593), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Different words of one length with the same hash, found by trying. */
export function collisionsOf(hash: (text: string) => number, wanted: number): Collision[] {
  const seen = new Map<number, string>();
  const found: Collision[] = [];
  for (let n = 0; found.length < wanted; n += 1) {
    const word = createHash("md5").update(`word ${n}`).digest("hex").slice(0, 12);
    const sum = hash(word);
    const other = seen.get(sum);
    if (other === undefined) seen.set(sum, word);
    else found.push([other, word]);
  }
  return found;
}

export const crc = (text: string): number => crc32(text);

/** Puts `counts` faults into the rows; no row gets two. */
export function diverge(
  store: StoreName,
  base: readonly FileRow[],
  counts: Readonly<Record<Kind, number>>,
  pairs: ReadonlyMap<string, string>,
  random: () => number,
): { rows: FileRow[]; expected: Expected[] } {
  const free = new Set(base.keys());
  const expected: Expected[] = [];
  const changes = new Map<number, FileRow>();
  const gone = new Set<number>();
  const after = new Map<number, FileRow[]>();
  const swapped = new Map<number, number>();
  const pick = (fits: (at: number) => boolean = () => true): number => {
    for (;;) {
      const at = Math.floor(random() * base.length);
      if (free.has(at) && fits(at)) return at;
    }
  };
  const taken = (at: number): FileRow => {
    free.delete(at);
    return rowAt(base, at);
  };
  const note = (
    kind: Kind,
    type: string,
    keys: readonly string[],
    attribute: string | null,
  ): void => void expected.push({ kind, type, keys, attribute });
  const set = (at: number, attribute: string, value: Json): string => {
    const row = taken(at);
    if (row.content[attribute] === value) throw new Error(`${row.key}: this is no fault`);
    changes.set(at, { ...row, content: { ...row.content, [attribute]: value } });
    return row.key;
  };

  // Rows that change places need room, so they choose first.
  for (let n = 0; n < counts.order; n += 1) {
    // The sections of a type registry are mappings: only the lists inside are in an order.
    const list = store === "types" || (FORMATS[store] !== "sqlite" && n % 2 === 1);
    if (list) {
      const at = pick();
      const members = rowAt(base, at).content["x_list"] as readonly Json[];
      note("order", "order", [set(at, "x_list", members.toReversed())], "x_list");
      continue;
    }
    const at = pick(
      (place) =>
        place + 1 < base.length &&
        free.has(place + 1) &&
        parentOf(rowAt(base, place)) === parentOf(rowAt(base, place + 1)) &&
        [-2, -1, 0, 1, 2].every((step) => !swapped.has(place + step)),
    );
    note("order", "order", [taken(at).key, taken(at + 1).key], null);
    swapped.set(at, at + 1);
    swapped.set(at + 1, at);
  }
  for (let n = 0; n < counts.collision; n += 1) {
    const at = pick((place) => pairs.has(String(rowAt(base, place).content["x_word"])));
    const word = pairs.get(String(rowAt(base, at).content["x_word"])) ?? "";
    note("collision", "changed", [set(at, "x_word", word)], "x_word");
  }
  for (let n = 0; n < counts.changed; n += 1) {
    const at = pick();
    const title = String(rowAt(base, at).content["x_title"]);
    note("changed", "changed", [set(at, "x_title", `${title} and more`)], "x_title");
  }
  for (let n = 0; n < counts.coerced; n += 1) {
    const at = pick();
    const own = rowAt(base, at).content["x_number"] ?? null;
    note("coerced", "coerced_type", [set(at, "x_number", coerce(own, n))], "x_number");
  }
  for (let n = 0; n < counts.encoding; n += 1) {
    const at = pick();
    const title = String(rowAt(base, at).content["x_title"]);
    note("encoding", "encoding", [set(at, "x_title", garble(title, n))], "x_title");
  }
  for (let n = 0; n < counts.missing; n += 1) {
    const at = pick();
    gone.add(at);
    note("missing", "missing_in_legacy", [taken(at).key], null);
  }
  for (let n = 0; n < counts.duplicate; n += 1) {
    const at = pick();
    const row = taken(at);
    const again = { ...row, content: { ...row.content, x_title: "again" } };
    if (FORMATS[store] === "sqlite") {
      // 5 and '5' are two keys of a column without a type.
      const [id = ""] = Object.keys(row.content);
      again.content = { ...again.content, [id]: row.key };
    }
    after.set(at, [...(after.get(at) ?? []), again]);
    note("duplicate", "duplicate_key", [row.key], null);
  }
  for (let n = 0; n < counts.extra; n += 1) {
    const at = Math.floor(random() * base.length);
    const row = makeRow(store, 100_000 + n, "extra");
    if (store === "registry") {
      row.key = `${parentOf(rowAt(base, at))}.Extra${n}`;
    }
    after.set(at, [...(after.get(at) ?? []), row]);
    note("extra", "missing_in_postgresql", [row.key], null);
  }

  const rows: FileRow[] = [];
  for (const at of base.keys()) {
    const place = swapped.get(at) ?? at;
    if (!gone.has(place)) rows.push(changes.get(place) ?? rowAt(base, place));
    rows.push(...(after.get(at) ?? []));
  }
  return { rows, expected };
}

function rowAt(base: readonly FileRow[], at: number): FileRow {
  const row = base[at];
  if (row === undefined) throw new RangeError(`there is no row ${at}`);
  return row;
}

/** Rows of a registry stand below their subdomain; other rows all stand in one list. */
function parentOf(row: FileRow): string {
  return row.table === "entities" ? row.key.replace(/\.[^.]*$/, "") : "";
}

function coerce(value: Json, n: number): Json {
  // Where all is text, a leading zero gets lost on the way through a number.
  if (typeof value === "string") return n % 2 === 0 ? value.slice(1) : `${value}.0`;
  return n % 2 === 0 ? String(value) : verbatim(`${String(value)}.0`);
}

function garble(text: string, n: number): string {
  switch (n % 6) {
    case 0:
      return text.normalize("NFD");
    case 1:
      return Buffer.from(text, "utf8").toString("latin1");
    case 2:
      return text.replace(/[^ -~]/g, "\ufffd");
    case 3:
      return `\ufeff${text}`;
    case 4:
      return text.replace(/ /, "\u00a0");
    default:
      return text.replace(/[ae]/, (letter) => (letter === "a" ? "\u0430" : "\u0435"));
  }
}
