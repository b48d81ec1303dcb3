/**
 * A JSON file of any size, checked as strictly as parseJson() checks a small one while only one
 * element is in memory. First all of it is checked, then rows are read: nothing of a file that is
 * cut off, or of which one row does not parse, is ever sent.
 */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { parseJson } from "./json-reader.ts";
import { type JsonPart, type Piece, scanJson } from "./store-file/json-scan.ts";
import { notParsable, wrongFile } from "./text.ts";

/** A list or mapping of rows at the top of the file. */
export interface JsonSection {
  readonly name: string;
  readonly rows: number;
}

/** What the first passage over a file found. */
export interface CheckedJson {
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  /** Lists, in the order of the file. */
  readonly sections: readonly JsonSection[];
  /** What is no list, as its text, in the order of the file. */
  readonly values: readonly { name: string; text: string; line: number }[];
}

/** Most that the values beside the lists may have together: they are held in memory. */
const LARGEST_REST = 32 * 1024 * 1024;
/** How deep parseJson() goes. */
const DEEPEST = 400;

const lists = (_name: string, kind: "list" | "map"): boolean => kind === "list";

/** Checks all of the file. SG130: it does not parse. SG131: what is no list is too large. */
export async function checkJson(
  path: string,
  onBytes: (count: number) => void = () => {},
): Promise<CheckedJson> {
  const hash = createHash("sha256");
  const sections: { name: string; rows: number }[] = [];
  const values: { name: string; text: string; line: number }[] = [];
  const seen = new Set<string>();
  let rest = 0;
  const options = {
    rows: lists,
    onBytes: (chunk: Buffer) => {
      hash.update(chunk);
      onBytes(chunk.length);
    },
  };
  for await (const part of scanJson(path, options)) {
    switch (part.is) {
      case "open":
        once(path, seen, part.section, part.line);
        sections.push({ name: part.section, rows: 0 });
        break;
      case "element":
        await checkPiece(path, part);
        sections.at(-1)!.rows += 1;
        break;
      case "value":
        once(path, seen, part.section, part.line);
        await checkPiece(path, part);
        rest += part.text.length;
        if (rest > LARGEST_REST) {
          throw wrongFile(
            path,
            `what stands beside the lists has more than ${LARGEST_REST} characters`,
            "Only lists are read piece by piece. Nothing was imported.",
          );
        }
        values.push({ name: part.section, text: part.text, line: part.line });
        break;
      default:
        break;
    }
  }
  return { hash: hash.digest("hex"), sections, values };
}

/** Goes over a checked file once more. The hash is that of what was read this time. */
export async function* jsonElements(
  path: string,
  wanted: (section: string) => boolean,
): AsyncGenerator<{ section: string; text: string; line: number }, string> {
  const hash = createHash("sha256");
  const options = { rows: lists, onBytes: (chunk: Buffer) => void hash.update(chunk) };
  for await (const part of scanJson(path, options)) {
    if (part.is !== "element" || !wanted(part.section)) continue;
    yield { section: part.section, text: part.text, line: part.line };
  }
  return hash.digest("hex");
}

function once(path: string, seen: Set<string>, name: string, line: number): void {
  if (seen.has(name)) {
    const at = { line, column: 1 };
    throw notParsable(path, at, `the key ${JSON.stringify(name)} stands twice`);
  }
  seen.add(name);
}

/**
 * The quick parser says whether it is JSON; what that one lets pass (a key twice, half a surrogate
 * pair, a NUL, any depth) is looked for, and the strict one says what is wrong and where.
 */
async function checkPiece(path: string, piece: Extract<JsonPart, Piece>): Promise<void> {
  if (isPlain(piece.text)) return;
  try {
    parseJson(piece.text, path);
  } catch {
    // Once more, now that it matters where the piece stands.
    parseJson(piece.text, path, await placeOf(path, piece));
  }
}

function isPlain(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  // Only an escape can bring what is no text.
  return keysIn(value, 0, text.includes("\\u")) === keysOf(text);
}

/** How many texts are followed by a colon: never fewer than there are keys. */
function keysOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    let next = at + 1;
    let code = text.charCodeAt(next);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      next += 1;
      code = text.charCodeAt(next);
    }
    if (code === 0x3a) count += 1;
  }
  return count;
}

/** How many keys there are; below all numbers where it is too deep or, if asked, a text is none. */
function keysIn(value: unknown, depth: number, hasEscapes: boolean): number {
  if (hasEscapes && typeof value === "string" && !isText(value)) return -Infinity;
  if (typeof value !== "object" || value === null) return 0;
  if (depth > DEEPEST) return -Infinity;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += keysIn(item, depth + 1, hasEscapes);
    return count;
  }
  for (const [key, item] of Object.entries(value)) {
    if (hasEscapes && !isText(key)) return -Infinity;
    count += 1 + keysIn(item, depth + 1, hasEscapes);
  }
  return count;
}

/** PostgreSQL keeps neither halves of surrogate pairs nor NULs. */
function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes("\0");
}

/** Line and column of a piece; only asked for where it is wrong. */
async function placeOf(path: string, piece: Piece): Promise<{ line: number; column: number }> {
  const length = Math.min(piece.valueStart, 64 * 1024);
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(length),
    0,
    length,
    piece.valueStart - length,
  );
  const before = buffer.subarray(0, bytesRead).toString("utf8");
  const column = before.length - (before.lastIndexOf("\n") + 1) + 1;
  return { line: piece.line, column };
}
