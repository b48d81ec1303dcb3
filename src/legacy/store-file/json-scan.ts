/**
 * Goes once through a JSON file of any size and names the parts that are rows: elements of the lists
 * at its top, or entries of the mappings there. Only one of them is in memory at a time.
 */
import { type FileHandle, open } from "node:fs/promises";
import { notParsable } from "../text.ts";

/** A part of the file; offsets are bytes. */
export type JsonPart =
  /** The first byte after the opening bracket of the whole. */
  | { readonly is: "begin"; readonly inside: number }
  | {
      readonly is: "open";
      readonly section: string;
      readonly kind: "list" | "map";
      /** Where the section's key begins, and the first byte after the bracket. */
      readonly keyStart: number;
      readonly inside: number;
      readonly line: number;
    }
  | ({ readonly is: "element"; readonly section: string; readonly name?: string } & Piece)
  | ({ readonly is: "value"; readonly section: string; readonly keyStart: number } & Piece)
  | { readonly is: "close"; readonly section: string; readonly start: number }
  | { readonly is: "end"; readonly start: number };

export interface Piece {
  /** Where it begins: of an entry, its key. */
  readonly start: number;
  readonly end: number;
  /** The value's text; of an entry, without its key. */
  readonly text: string;
  /** Where the value begins. */
  readonly valueStart: number;
  readonly line: number;
}

export interface ScanOptions {
  /** Whether what stands under this key is a collection of rows; else it is one value. */
  readonly rows: (section: string, kind: "list" | "map") => boolean;
  /** Told every chunk of bytes as it is read, in order. */
  readonly onBytes?: (chunk: Buffer) => void;
}

const CHUNK = 1024 * 1024;
/** Largest single element: it is held in memory whole. */
const LARGEST_ELEMENT = 64 * 1024 * 1024;
const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN_MAP, CLOSE_MAP, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Names the parts of the file in their order. SG130 where the file is no JSON object. */
export async function* scanJson(path: string, options: ScanOptions): AsyncGenerator<JsonPart> {
  await using file = await open(path);
  const bytes = new Bytes(file, path, options.onBytes);
  await bytes.mark();
  await bytes.take(OPEN_MAP, "an object should stand here");
  yield { is: "begin", inside: bytes.offset };
  if (await bytes.takeIf(CLOSE_MAP)) {
    yield { is: "end", start: bytes.offset - 1 };
    return await bytes.finish();
  }
  for (;;) {
    const key = await bytes.key();
    yield* section(bytes, key, options);
    if (await bytes.takeIf(COMMA)) continue;
    await bytes.take(CLOSE_MAP, "a comma or } should stand here");
    yield { is: "end", start: bytes.offset - 1 };
    return await bytes.finish();
  }
}

async function* section(
  bytes: Bytes,
  { name, start: keyStart, line }: { name: string; start: number; line: number },
  { rows }: ScanOptions,
): AsyncGenerator<JsonPart> {
  const first = await bytes.peek();
  if (first === OPEN_LIST && rows(name, "list")) {
    await bytes.take(OPEN_LIST, "");
    yield { is: "open", section: name, kind: "list", keyStart, inside: bytes.offset, line };
    if (!(await bytes.takeIf(CLOSE_LIST))) {
      for (;;) {
        const piece = await bytes.value();
        yield { is: "element", section: name, ...piece, start: piece.valueStart };
        if (await bytes.takeIf(COMMA)) continue;
        await bytes.take(CLOSE_LIST, "a comma or ] should stand here");
        break;
      }
    }
    yield { is: "close", section: name, start: bytes.offset - 1 };
  } else if (first === OPEN_MAP && rows(name, "map")) {
    await bytes.take(OPEN_MAP, "");
    yield { is: "open", section: name, kind: "map", keyStart, inside: bytes.offset, line };
    if (!(await bytes.takeIf(CLOSE_MAP))) {
      for (;;) {
        const key = await bytes.key();
        const piece = await bytes.value();
        yield {
          is: "element",
          section: name,
          name: key.name,
          ...piece,
          start: key.start,
          line: key.line,
        };
        if (await bytes.takeIf(COMMA)) continue;
        await bytes.take(CLOSE_MAP, "a comma or } should stand here");
        break;
      }
    }
    yield { is: "close", section: name, start: bytes.offset - 1 };
  } else {
    const piece = await bytes.value();
    yield { is: "value", section: name, keyStart, ...piece, start: piece.valueStart };
  }
}

/** A window on the file that moves forward. */
class Bytes {
  #window = Buffer.alloc(0);
  #at = 0;
  /** Offset in the file of the window's first byte. */
  #base = 0;
  #line = 1;
  /** Up to where lines were counted, and where the current line begins; offsets in the file. */
  #counted = 0;
  #lineStart = 0;
  #ended = false;
  readonly #file: FileHandle;
  readonly #name: string;
  readonly #onBytes: ((chunk: Buffer) => void) | undefined;

  constructor(file: FileHandle, name: string, onBytes: ((chunk: Buffer) => void) | undefined) {
    this.#file = file;
    this.#name = name;
    this.#onBytes = onBytes;
  }

  get offset(): number {
    return this.#base + this.#at;
  }

  /** Passes over a byte order mark. */
  async mark(): Promise<void> {
    while (this.#window.length < 3 && (await this.#more())) continue;
    if (this.#window.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) this.#at = 3;
  }

  /** The next byte that is no space; undefined at the end of the file. */
  async peek(): Promise<number | undefined> {
    for (;;) {
      for (; this.#at < this.#window.length; this.#at += 1) {
        const byte = this.#window[this.#at];
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      }
      if (!(await this.#more())) return undefined;
    }
  }

  async takeIf(byte: number): Promise<boolean> {
    if ((await this.peek()) !== byte) return false;
    this.#at += 1;
    return true;
  }

  async take(byte: number, otherwise: string): Promise<void> {
    if (!(await this.takeIf(byte))) this.#fail(otherwise);
  }

  /** A key and its colon. */
  async key(): Promise<{ name: string; start: number; line: number }> {
    if ((await this.peek()) !== QUOTE) this.#fail("a key in double quotes should stand here");
    const { text, valueStart, line } = await this.value();
    let name: unknown;
    try {
      name = JSON.parse(text);
    } catch {
      this.#fail("this is no text");
    }
    await this.take(COLON, "a colon should stand here");
    return { name: String(name), start: valueStart, line };
  }

  /** The text of the next value, from its first byte to its last. */
  async value(): Promise<Piece> {
    const first = await this.peek();
    if (first === undefined) this.#fail("the file ends where a value should stand");
    const line = this.#lineHere();
    const valueStart = this.offset;
    await this.#pass(first);
    const end = this.offset;
    const bytes = this.#window.subarray(valueStart - this.#base, end - this.#base);
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw notParsable(this.#name, { line, column: 1 }, "the file is not UTF-8");
    }
    return { start: valueStart, valueStart, end, text, line };
  }

  /** After the end only spaces may come. */
  async finish(): Promise<void> {
    if ((await this.peek()) !== undefined) this.#fail("there is something after the document");
  }

  /** Moves behind the value; whether it is well formed is for the parser to say. */
  async #pass(first: number): Promise<void> {
    const start = this.offset;
    let depth = 0;
    const nested = first === OPEN_MAP || first === OPEN_LIST;
    for (;;) {
      if (this.#at >= this.#window.length && !(await this.#more(start))) {
        if (nested || first === QUOTE) this.#fail("the file ends within a value");
        return;
      }
      const byte = this.#window[this.#at];
      if (byte === QUOTE) {
        await this.#passText(start);
        if (!nested) return;
        continue;
      }
      if (byte === OPEN_MAP || byte === OPEN_LIST) depth += 1;
      else if (byte === CLOSE_MAP || byte === CLOSE_LIST) {
        if (depth === 0) return;
        depth -= 1;
        if (depth === 0) {
          this.#at += 1;
          return;
        }
      } else if (!nested && (byte === COMMA || byte === 0x20 || byte === 0x0a || byte === 0x0d)) {
        return;
      } else if (!nested && byte === 0x09) return;
      this.#at += 1;
    }
  }

  async #passText(keepFrom: number): Promise<void> {
    let from = this.#at + 1;
    for (;;) {
      const quote = this.#window.indexOf(QUOTE, from);
      if (quote < 0) {
        from = Math.max(from, this.#window.length);
        const base = this.#base;
        if (!(await this.#more(keepFrom))) this.#fail("a text does not end");
        from -= this.#base - base;
        continue;
      }
      let slashes = 0;
      while (this.#window[quote - 1 - slashes] === BACKSLASH) slashes += 1;
      from = quote + 1;
      if (slashes % 2 === 1) continue;
      this.#at = from;
      return;
    }
  }

  /** Reads on; what lies before `keepFrom` (or the place reached) is dropped. */
  async #more(keepFrom: number = this.offset): Promise<boolean> {
    if (this.#ended) return false;
    const keep = Math.min(keepFrom, this.offset) - this.#base;
    if (this.#window.length - keep > LARGEST_ELEMENT) {
      this.#fail(`a single value has more than ${LARGEST_ELEMENT} bytes`);
    }
    this.#countLines(this.#base + this.#window.length);
    // A value that does not fit asks for as much again, so that copying stays linear.
    const chunk = Buffer.allocUnsafe(Math.max(CHUNK, this.#window.length - keep));
    const { bytesRead } = await this.#file.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) {
      this.#ended = true;
      return false;
    }
    const read = chunk.subarray(0, bytesRead);
    this.#onBytes?.(read);
    const rest = this.#window.subarray(keep);
    this.#window = rest.length === 0 ? read : Buffer.concat([rest, read]);
    this.#base += keep;
    this.#at -= keep;
    return true;
  }

  #newlines: number[] = [];

  /** Remembers line feeds of the window before it is dropped. */
  #countLines(upTo: number): void {
    for (;;) {
      const from = this.#counted - this.#base;
      const found = from < this.#window.length ? this.#window.indexOf(0x0a, Math.max(0, from)) : -1;
      const at = this.#base + found;
      if (found < 0 || at >= upTo) break;
      this.#newlines.push(at);
      this.#counted = at + 1;
    }
    this.#counted = Math.max(this.#counted, upTo);
  }

  #lineHere(): number {
    this.#countLines(this.offset);
    let passed = 0;
    for (const at of this.#newlines) {
      if (at >= this.offset) break;
      this.#line += 1;
      this.#lineStart = at + 1;
      passed += 1;
    }
    if (passed > 0) this.#newlines = this.#newlines.slice(passed);
    return this.#line;
  }

  #fail(reason: string): never {
    const line = this.#lineHere();
    throw notParsable(this.#name, { line, column: this.offset - this.#lineStart + 1 }, reason);
  }
}
