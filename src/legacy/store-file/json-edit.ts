/** Changes of a JSON text that leave alone the bytes of everything that stays the same. */
import { canonicalText, numberText } from "../canonical.ts";
import type { Json } from "../document.ts";
import { type SpanNode, valueOf } from "./json-spans.ts";

/** How a file is written. */
export interface JsonStyle {
  /** Spaces of one level; undefined: everything on one line. */
  readonly indent: string | undefined;
  readonly comma: string;
  readonly colon: string;
  /** Nothing but ASCII: other characters are escaped. */
  readonly ascii: boolean;
}

/** Replaces what stands from `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The style that a sample of a file shows; `fallback` where it shows nothing. */
export function styleOf(sample: string, base: string, fallback: JsonStyle): JsonStyle {
  const plain = sample.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const colon = /""(\s*:[ \t]*)/.exec(plain)?.[1] ?? fallback.colon;
  const inner = /^[[{]\s*?\n([ \t]*)/.exec(plain)?.[1];
  if (inner !== undefined) {
    const indent = inner.startsWith(base) ? inner.slice(base.length) : inner;
    return { ...fallback, indent, comma: ",", colon };
  }
  const comma = /[\]}"\w](,[ \t]*)[[{"\w-]/.exec(plain)?.[1];
  if (comma === undefined && colon === fallback.colon) return fallback;
  return {
    ...fallback,
    indent: undefined,
    comma: comma ?? (/:\s/.test(colon) ? ", " : ","),
    colon,
  };
}

/** A value as text; `base` is the white space before the line it begins on. */
export function jsonText(value: Json, style: JsonStyle, base = ""): string {
  if (typeof value === "string") return stringText(value, style.ascii);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const digits = numberText(value);
  if (digits !== undefined) return digits;
  const isList = Array.isArray(value);
  const inside = style.indent === undefined ? "" : base + style.indent;
  const parts = isList
    ? (value as readonly Json[]).map((item) => jsonText(item, style, inside))
    : Object.entries(value as Readonly<Record<string, Json>>).map(([key, item]) =>
        pairText(key, item, style, inside),
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  if (style.indent === undefined) return open + parts.join(style.comma) + close;
  return `${open}\n${inside}${parts.join(`,\n${inside}`)}\n${base}${close}`;
}

/** A key, its colon and its value. */
export function pairText(key: string, value: Json, style: JsonStyle, base: string): string {
  return keyText(key, style) + jsonText(value, style, base);
}

/** A key and its colon. */
export function keyText(key: string, style: JsonStyle): string {
  return stringText(key, style.ascii) + style.colon;
}

function stringText(text: string, ascii: boolean): string {
  const written = JSON.stringify(text);
  if (!ascii) return written;
  return written.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The changes that make the node of this text hold the value. */
export function editsFor(text: string, node: SpanNode, value: Json, style: JsonStyle): Edit[] {
  if (canonicalText(valueOf(node)) === canonicalText(value)) return [];
  const isObject = typeof value === "object" && value !== null && numberText(value) === undefined;
  if (node.is === "object" && isObject && !Array.isArray(value)) {
    return objectEdits(text, node, value as Readonly<Record<string, Json>>, style);
  }
  if (node.is === "array" && Array.isArray(value) && node.items.length === value.length) {
    return node.items.flatMap((item, index) =>
      editsFor(text, item, (value as readonly Json[])[index] ?? null, style),
    );
  }
  return [
    { start: node.start, end: node.end, text: jsonText(value, style, lead(text, node.start)) },
  ];
}

function objectEdits(
  text: string,
  node: SpanNode & { is: "object" },
  value: Readonly<Record<string, Json>>,
  style: JsonStyle,
): Edit[] {
  const edits: Edit[] = [];
  const last = new Map(node.entries.map((entry, index) => [entry.key, index]));
  const items = node.entries.map((entry, index) => ({
    start: entry.start,
    end: entry.value.end,
    // Of a key that stands twice the last one counts; the others go.
    gone: last.get(entry.key) !== index || !Object.hasOwn(value, entry.key),
  }));
  node.entries.forEach((entry, index) => {
    if (items[index]?.gone === true) return;
    edits.push(...editsFor(text, entry.value, value[entry.key] ?? null, style));
  });
  const added = Object.keys(value).filter((key) => !last.has(key));
  const here = lead(text, node.start);
  const inside =
    node.entries[0] === undefined ? here + (style.indent ?? "") : lead(text, node.entries[0].start);
  const texts = added.map((key) => pairText(key, value[key] ?? null, style, inside));
  const gap = (from: number, to: number): string => text.slice(from, to);
  edits.push(
    ...listEdits({ inside: node.start + 1, close: node.end - 1, items, gap }, texts, {
      here,
      style,
    }),
  );
  return edits;
}

/** A bracketed list of things with commas between them. */
export interface BracketList {
  /** The first place after the bracket, and that of the closing one. */
  readonly inside: number;
  readonly close: number;
  readonly items: readonly {
    readonly start: number;
    readonly end: number;
    readonly gone: boolean;
  }[];
  /** What stands between two places. */
  gap(from: number, to: number): string;
}

/** Takes away what is gone and adds texts at the end, with the white space that is used there. */
export function listEdits(
  list: BracketList,
  added: readonly string[],
  { here, style }: { here: string; style: JsonStyle },
): Edit[] {
  const { items, inside, close } = list;
  const first = items[0];
  const kept = items.filter((item) => !item.gone);
  const { opening, separator } = whiteSpaceOf(list, { here, style });
  if (kept.length === 0) {
    if (items.length === 0 && added.length === 0) return [];
    const closing =
      first === undefined
        ? style.indent === undefined
          ? ""
          : `\n${here}`
        : list.gap(items.at(-1)!.end, close);
    const text = added.length === 0 ? "" : opening + added.join(separator) + closing;
    return [{ start: inside, end: close, text }];
  }
  const edits: Edit[] = [];
  let keptBefore = false;
  items.forEach((item, index) => {
    if (!item.gone) {
      keptBefore = true;
      return;
    }
    if (keptBefore) edits.push({ start: items[index - 1]!.end, end: item.end, text: "" });
    else edits.push({ start: item.start, end: items[index + 1]!.start, text: "" });
  });
  if (added.length > 0) {
    const at = items.at(-1)!.end;
    edits.push({ start: at, end: at, text: added.map((each) => separator + each).join("") });
  }
  return edits;
}

/** What stands before the first thing, and between two of them. */
export function whiteSpaceOf(
  list: BracketList,
  { here, style }: { here: string; style: JsonStyle },
): { opening: string; separator: string } {
  const [first, second] = list.items;
  const opening =
    first !== undefined
      ? list.gap(list.inside, first.start)
      : style.indent === undefined
        ? ""
        : `\n${here}${style.indent}`;
  const separator =
    first !== undefined && second !== undefined
      ? list.gap(first.end, second.start)
      : opening.includes("\n")
        ? `,${opening}`
        : style.comma;
  return { opening, separator };
}

/** The text with all changes made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of sortedEdits(edits)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** In the order of the text; an insertion stands behind what is cut before it. */
export function sortedEdits(edits: readonly Edit[]): Edit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The white space at the beginning of the line on which this place is. */
export function lead(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? "";
}
