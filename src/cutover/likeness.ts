/**
 * How two values that differ are alike: the same value in another type, or the same text in other
 * characters. Whoever reads a report then knows where to look: at a parser, or at an encoding.
 */
import { canonicalText, numberText, numericText } from "../legacy/canonical.ts";
import type { Json } from "../legacy/document.ts";
import { parseJson, toJson } from "../legacy/json-reader.ts";
import { SpecqlError } from "../errors.ts";

export type Likeness = "changed" | "coerced_type" | "encoding";

/** What happened between two different values. */
export function likeness(one: Json, other: Json): Likeness {
  if (coerced(one, other)) return "coerced_type";
  if (typeof one === "string" && typeof other === "string" && sameText(one, other)) {
    return "encoding";
  }
  return "changed";
}

/** The same value, as another type or through one: "1", 1, 1.0, "01"; true, "True"; null, "". */
function coerced(one: Json, other: Json): boolean {
  const a = reading(one);
  const b = reading(other);
  if (a !== undefined && b !== undefined) {
    if (a === b) return true;
    // SQLite and YAML 1.1 have no truth values of their own.
    return (
      (typeof one === "boolean" || typeof other === "boolean") &&
      truth(a) !== undefined &&
      truth(a) === truth(b)
    );
  }
  return written(one, other) || written(other, one);
}

function truth(text: string): boolean | undefined {
  if (text === "true" || text === "1" || /^text:(yes|on)$/i.test(text)) return true;
  if (text === "false" || text === "0" || /^text:(no|off)$/i.test(text)) return false;
  return undefined;
}

/** What a parser that guesses makes of a scalar; undefined for a list or an object. */
function reading(value: Json): string | undefined {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  const digits = numberText(value);
  if (digits !== undefined) return plainNumber(digits);
  if (typeof value !== "string") return undefined;
  if (/^(null|~|)$/i.test(value)) return "null";
  if (/^(true|false)$/i.test(value)) return value.toLowerCase();
  if (/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(value)) {
    return plainNumber(value.replace("+", ""));
  }
  return `text:${value}`;
}

/** A number without zeros that do not count. */
function plainNumber(digits: string): string {
  const text = numericText(digits);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return short.replace(/^(-?)0+(?=\d)/, "$1").replace(/^-0$/, "0");
}

/** A list, an object or bytes on one side, and the text that says the same on the other. */
function written(value: Json, text: Json): boolean {
  if (typeof value !== "object" || value === null || typeof text !== "string") return false;
  if (numberText(value) !== undefined) return false;
  if (Array.isArray(value)) {
    const members = value as readonly Json[];
    if (members.length > 0 && members.every((member) => typeof member === "string")) {
      const given = text.split(",").map((part) => part.trim());
      if (given.length === members.length && given.every((part, at) => part === members[at])) {
        return true;
      }
    }
  } else {
    const { $base64, $real } = value as Readonly<Record<string, Json>>;
    if (typeof $base64 === "string") {
      return Buffer.from($base64, "base64").equals(Buffer.from(text, "utf8"));
    }
    if (typeof $real === "string") return $real === text;
  }
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    return canonicalText(toJson(parseJson(text, "a cell"))) === canonicalText(value);
  } catch (error) {
    // The text is no JSON after all.
    if (error instanceof SpecqlError && error.code === "SG130") return false;
    throw error;
  }
}

/** The same text to a reader: composed or not, misread as another encoding, or of look-alikes. */
export function sameText(one: string, other: string): boolean {
  return (
    skeleton(one) === skeleton(other) ||
    misread(one, other) ||
    misread(other, one) ||
    damaged(one, other) ||
    damaged(other, one)
  );
}

/** Marks that nobody sees: byte order mark, zero width, soft hyphen, directions. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Letters and signs that look like those of ASCII and are others. */
const LOOK_ALIKES = new Map(
  (
    [
      ["аесорхуіјѕԁһԛԝոս", "aecopxyijsdhqwnu"],
      ["АВЕЅІЈКМНОРСТУХԚԜ", "ABESIJKMHOPCTYXQW"],
      ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"],
      ["οιαν", "oiav"],
      ["ı", "i"],
      ["‐‑‒–—―−", "-------"],
      ["‘’‚‛′`´", "'''''''"],
      ["“”„‟″", '"""""'],
      ["∕⁄", "//"],
      ["·•∙", "..."],
      ["×", "x"],
    ] as const
  ).flatMap(([from, to]) => Array.from(from, (letter, at) => [letter, to[at] ?? ""] as const)),
);

/** The form in which look-alikes are equal. */
export function skeleton(text: string): string {
  const composed = text.replace(INVISIBLE, "").replace(/\r\n?/g, "\n").normalize("NFKC");
  return Array.from(composed, (letter) => LOOK_ALIKES.get(letter) ?? letter).join("");
}

/** Windows-1252 where it is not ISO 8859-1. */
const WINDOWS = new Map(
  Array.from("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", (letter, at) => [
    letter,
    [
      0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92,
      0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
    ][at] ?? 0,
  ]),
);

/** One text is the other one's UTF-8, read as if it were Windows-1252, once or twice. */
function misread(garbled: string, text: string): boolean {
  let current = garbled;
  for (let level = 0; level < 2; level += 1) {
    const bytes = Array.from(
      current,
      (letter) => WINDOWS.get(letter) ?? letter.codePointAt(0) ?? 0,
    );
    if (bytes.some((byte) => byte > 0xff) || bytes.every((byte) => byte < 0x80)) return false;
    const decoded = Buffer.from(bytes).toString("utf8");
    if (decoded.includes("\ufffd")) return false;
    if (skeleton(decoded) === skeleton(text)) return true;
    current = decoded;
  }
  return false;
}

/** Characters that were beyond somebody's encoding became � or a question mark. */
function damaged(broken: string, text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  if (!/[?\ufffd]/.test(broken) || /^[\0-\x7f]*$/.test(text)) return false;
  // Each run of replacements stands for a run of characters that ASCII does not have.
  const plain = (each: string): string =>
    // oxlint-disable-next-line no-control-regex -- all of ASCII
    each.normalize("NFC").replace(/[^\0-\x7f]+/gu, "\ufffd");
  const wanted = plain(text);
  if (plain(broken) === wanted) return broken.includes("\ufffd");
  return broken.replace(/\?+/g, "\ufffd") === wanted;
}
