import type { Json } from "./document.ts";
import { notParsable } from "./text.ts";

/** What a JSON file holds, with the place of each part. Numbers and texts are verbatim. */
export type JsonNode = JsonObjectNode | JsonArrayNode | JsonScalarNode;
interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters as JavaScript counts them. */
  readonly column: number;
}
export interface JsonObjectNode extends Place {
  readonly is: "object";
  /** In the order of the file. No key stands twice. */
  readonly entries: readonly JsonEntry[];
}
export interface JsonArrayNode extends Place {
  readonly is: "array";
  readonly items: readonly JsonNode[];
}
export interface JsonScalarNode extends Place {
  readonly is: "string" | "number" | "boolean" | "null";
  /** The text itself; of a number, its digits as they stand in the file. */
  readonly text: string;
}
export interface JsonEntry extends Place {
  readonly key: string;
  readonly value: JsonNode;
}

const DEEPEST = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN_TEXT = /[^"\\\0-\x1f]*/y; // oxlint-disable-line no-control-regex
const SPACE = /[ \t\r\n]*/y;
const WORD = /true|false|null/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Bytes to text: UTF-8 and nothing else. A byte order mark is taken away. */
export function decodeJson(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const lenient = new TextDecoder("utf-8").decode(bytes);
    const at = new Reader(lenient, name).placeOf(Math.max(0, lenient.indexOf("\uFFFD")));
    throw notParsable(name, at, "the file is not UTF-8", "Save it as UTF-8 and import it again.");
  }
}

/**
 * Parses JSON (RFC 8259). Strict on purpose: a key twice, a character that PostgreSQL cannot keep,
 * anything after the document are refused with their line and column (SG130). A text that is a part
 * of a file is told where in it it begins.
 */
export function parseJson(text: string, name: string, start?: Place): JsonNode {
  const reader = new Reader(text, name, start);
  const document = reader.value(0);
  reader.end();
  return document;
}

/** A value for `JSON.stringify`, which writes each number as it stood in the file. */
export function toJson(node: JsonNode): Json {
  switch (node.is) {
    case "object": {
      // No prototype: a key such as __proto__ is a key like any other.
      const result: Record<string, Json> = Object.create(null);
      for (const { key, value } of node.entries) result[key] = toJson(value);
      return result;
    }
    case "array":
      return node.items.map(toJson);
    case "string":
      return node.text;
    case "number":
      return verbatim(node.text);
    case "boolean":
      return node.text === "true";
    case "null":
      return null;
  }
}

/** A number, or where JavaScript would write it in another way, its text marked to be written raw. */
export function verbatim(text: string): Json {
  if (String(Number(text)) === text) return Number(text);
  // Part of the language since ES2025; the types of this compiler do not know it yet.
  return (JSON as unknown as { rawJSON(text: string): Json }).rawJSON(text);
}

/** Where the parser stands in the text. */
class Reader {
  #at = 0;
  /** Offsets of the beginnings of lines, up to the furthest that was asked for. */
  readonly #lines: number[] = [0];
  #scanned = 0;
  readonly text: string;
  readonly name: string;
  readonly start: Place;

  constructor(text: string, name: string, start: Place = { line: 1, column: 1 }) {
    this.text = text;
    this.name = name;
    this.start = start;
  }

  value(depth: number): JsonNode {
    this.#space();
    const place = this.placeOf(this.#at);
    if (depth > DEEPEST) this.#fail(`nested more than ${DEEPEST} deep`);
    const first = this.text[this.#at];
    if (first === "{") return { is: "object", ...place, entries: this.#entries(depth + 1) };
    if (first === "[") return { is: "array", ...place, items: this.#items(depth + 1) };
    if (first === '"') return { is: "string", ...place, text: this.#string() };
    const number = this.#match(NUMBER);
    if (number !== "") {
      if (/[\d.+\-a-zA-Z]/.test(this.text[this.#at] ?? "")) this.#fail("this is no number");
      return { is: "number", ...place, text: number };
    }
    const word = this.#match(WORD);
    if (word === "null") return { is: "null", ...place, text: word };
    if (word !== "") return { is: "boolean", ...place, text: word };
    return this.#fail(this.#found("a value"));
  }

  end(): void {
    this.#space();
    if (this.#at < this.text.length) this.#fail("there is something after the document");
  }

  placeOf(offset: number): Place {
    for (; this.#scanned < offset; this.#scanned += 1) {
      const character = this.text[this.#scanned];
      const isEnd =
        character === "\n" || (character === "\r" && this.text[this.#scanned + 1] !== "\n");
      if (isEnd) this.#lines.push(this.#scanned + 1);
    }
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return {
      line: this.start.line + low,
      column: offset - (this.#lines[low] ?? 0) + (low === 0 ? this.start.column : 1),
    };
  }

  #entries(depth: number): JsonEntry[] {
    const entries: JsonEntry[] = [];
    const seen = new Map<string, number>();
    this.#at += 1;
    this.#space();
    if (this.#take("}")) return entries;
    for (;;) {
      this.#space();
      if (this.text[this.#at] !== '"') this.#fail(this.#found("a key in double quotes"));
      const start = this.#at;
      const place = this.placeOf(start);
      const key = this.#string();
      const first = seen.get(key);
      if (first !== undefined) {
        this.#fail(`the key ${JSON.stringify(key)} stands twice, first on line ${first}`, start);
      }
      seen.set(key, place.line);
      this.#space();
      if (!this.#take(":")) this.#fail(this.#found("a colon"));
      entries.push({ key, ...place, value: this.value(depth) });
      this.#space();
      if (this.#take("}")) return entries;
      if (!this.#take(",")) this.#fail(this.#found("a comma or }"));
    }
  }

  #items(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take("]")) return items;
    for (;;) {
      items.push(this.value(depth));
      this.#space();
      if (this.#take("]")) return items;
      if (!this.#take(",")) this.#fail(this.#found("a comma or ]"));
    }
  }

  #string(): string {
    const start = this.#at;
    let text = "";
    this.#at += 1;
    for (;;) {
      text += this.#match(PLAIN_TEXT);
      const next = this.text[this.#at];
      if (next === '"') break;
      if (next === undefined) this.#fail("the text does not end", start);
      if (next !== "\\") this.#fail("a control character stands in a text");
      text += this.#escape();
    }
    this.#at += 1;
    if (!text.isWellFormed()) this.#fail("half of a surrogate pair", start);
    return text;
  }

  #escape(): string {
    const letter = this.text[this.#at + 1] ?? "";
    const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (plain !== undefined) {
      this.#at += 2;
      return plain;
    }
    const digits = this.text.slice(this.#at + 2, this.#at + 6);
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail("this is no escape");
    if (digits === "0000") this.#fail("a NUL character, which PostgreSQL cannot keep");
    this.#at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #space(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #found(wanted: string): string {
    const next = this.text[this.#at];
    return next === undefined
      ? `the file ends where ${wanted} should stand`
      : `${JSON.stringify(next)} stands where ${wanted} should`;
  }

  #fail(reason: string, offset: number = this.#at): never {
    throw notParsable(this.name, this.placeOf(offset), reason);
  }
}
