/**
 * JSON with the place of every part, so that one part can be replaced and all others keep their
 * bytes. A key that stands twice is no error here: whoever compares files must be able to name it.
 */
import type { Json } from "../document.ts";
import { verbatim } from "../json-reader.ts";
import { notParsable } from "../text.ts";

/** A part of a text: from `start` up to but not including `end`. */
export type SpanNode = SpanObject | SpanArray | SpanScalar;
interface Span {
  readonly start: number;
  readonly end: number;
}
export interface SpanObject extends Span {
  readonly is: "object";
  readonly entries: readonly SpanEntry[];
}
export interface SpanArray extends Span {
  readonly is: "array";
  readonly items: readonly SpanNode[];
}
export interface SpanScalar extends Span {
  readonly is: "scalar";
  readonly value: Json;
}
export interface SpanEntry {
  readonly key: string;
  /** Where the key begins. */
  readonly start: number;
  readonly value: SpanNode;
}

/** Where the text stands in its file, for messages. */
export interface SpanPlace {
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

const DEEPEST = 500;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;

/** Parses a text that is one JSON value. SG130 with the line in the file when it is none. */
export function parseSpans(text: string, place: SpanPlace): SpanNode {
  return new Parser(text, place).document();
}

/** The value itself; `path` of each key that stands twice goes to `duplicates`. */
export function valueOf(node: SpanNode, duplicates: string[] = [], path = ""): Json {
  switch (node.is) {
    case "scalar":
      return node.value;
    case "array":
      return node.items.map((item, index) => valueOf(item, duplicates, `${path}[${index}]`));
    case "object": {
      // No prototype: a key such as __proto__ is a key like any other.
      const result: Record<string, Json> = Object.create(null);
      for (const { key, value } of node.entries) {
        const inside = path === "" ? key : `${path}.${key}`;
        if (Object.hasOwn(result, key)) duplicates.push(inside);
        result[key] = valueOf(value, duplicates, inside);
      }
      return result;
    }
  }
}

class Parser {
  #at = 0;
  readonly #text: string;
  readonly #place: SpanPlace;

  constructor(text: string, place: SpanPlace) {
    this.#text = text;
    this.#place = place;
  }

  document(): SpanNode {
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) this.#fail("there is something after the value");
    return node;
  }

  #value(depth: number): SpanNode {
    this.#space();
    if (depth > DEEPEST) this.#fail(`nested more than ${DEEPEST} deep`);
    const start = this.#at;
    switch (this.#text[start]) {
      case "{":
        return { is: "object", entries: this.#entries(depth + 1), start, end: this.#at };
      case "[":
        return { is: "array", items: this.#items(depth + 1), start, end: this.#at };
      case '"':
        return { is: "scalar", value: this.#string(), start, end: this.#at };
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
    }
    const digits = this.#match(NUMBER);
    if (digits === "") this.#fail("a value should stand here");
    if (/[\d.+\-a-zA-Z]/.test(this.#text[this.#at] ?? "")) this.#fail("this is no number");
    return { is: "scalar", value: verbatim(digits), start, end: this.#at };
  }

  #word(word: string, value: Json): SpanScalar {
    const start = this.#at;
    if (!this.#text.startsWith(word, start)) this.#fail("a value should stand here");
    this.#at += word.length;
    return { is: "scalar", value, start, end: this.#at };
  }

  #entries(depth: number): SpanEntry[] {
    const entries: SpanEntry[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take("}")) return entries;
    for (;;) {
      this.#space();
      const start = this.#at;
      if (this.#text[start] !== '"') this.#fail("a key in double quotes should stand here");
      const key = this.#string();
      this.#space();
      if (!this.#take(":")) this.#fail("a colon should stand here");
      entries.push({ key, start, value: this.#value(depth) });
      this.#space();
      if (this.#take("}")) return entries;
      if (!this.#take(",")) this.#fail("a comma or } should stand here");
    }
  }

  #items(depth: number): SpanNode[] {
    const items: SpanNode[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take("]")) return items;
    for (;;) {
      items.push(this.#value(depth));
      this.#space();
      if (this.#take("]")) return items;
      if (!this.#take(",")) this.#fail("a comma or ] should stand here");
    }
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    for (;;) {
      end = this.#text.indexOf('"', end);
      if (end < 0) this.#fail("the text does not end");
      let slashes = 0;
      while (this.#text[end - 1 - slashes] === "\\") slashes += 1;
      end += 1;
      if (slashes % 2 === 0) break;
    }
    this.#at = end;
    let value: string;
    try {
      // The language's own reading of one text: escapes, and no control characters.
      value = JSON.parse(this.#text.slice(start, end)) as string;
    } catch {
      this.#at = start;
      return this.#fail("this is no text");
    }
    if (!value.isWellFormed() || value.includes("\0")) {
      this.#at = start;
      this.#fail("a NUL character or half of a surrogate pair");
    }
    return value;
  }

  #space(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #fail(reason: string): never {
    const before = this.#text.slice(0, this.#at).split("\n");
    throw notParsable(
      this.#place.name,
      {
        line: this.#place.line + before.length - 1,
        column: (before.at(-1)?.length ?? 0) + 1,
      },
      reason,
    );
  }
}
