import { SpecqlError } from "../errors.ts";

/** Largest file read whole; a registry filled to the last code has about one megabyte. */
export const LARGEST_YAML_BYTES = 16 * 1024 * 1024;

/** SG130: the file does not parse. Always with the place, always with the file's own name. */
export function notParsable(
  name: string,
  at: { line: number; column: number },
  reason: string,
  hint = "Nothing was imported. Correct the file and import it again.",
): SpecqlError {
  return new SpecqlError("SG130", `${name}:${at.line}:${at.column}: ${reason}`, {
    detail: `Line ${at.line}, column ${at.column}.`,
    hint,
  });
}

/** SG131: the file parses, but is not what was asked for. */
export function wrongFile(name: string, reason: string, hint: string): SpecqlError {
  return new SpecqlError("SG131", `${name}: ${reason}`, { hint });
}

/**
 * Bytes to text. Refuses what is no UTF-8, control characters that no YAML may hold, and files too
 * large to be a registry. Takes a byte order mark away and makes every line end a line feed, which
 * is what YAML reads them as and keeps line numbers right.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  if (bytes.byteLength > LARGEST_YAML_BYTES) {
    throw wrongFile(
      name,
      `the file has ${bytes.byteLength} bytes, more than the ${LARGEST_YAML_BYTES} read at once`,
      "Split it, or import it from a program that calls the function itself.",
    );
  }
  return cleanText(decodeUtf8(bytes, name), name);
}

/** The part of decodeText that is about characters, for text that came from elsewhere. */
export function cleanText(given: string, name: string): string {
  const text = given.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.exec(text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).padStart(4, "0").toUpperCase();
    throw notParsable(name, placeIn(text, control.index), `control character U+${code}`);
  }
  if (!text.isWellFormed()) {
    throw notParsable(name, { line: 1, column: 1 }, "half of a surrogate pair");
  }
  return text;
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const lenient = new TextDecoder("utf-8").decode(bytes);
    const at = placeIn(lenient, Math.max(0, lenient.indexOf("\uFFFD")));
    throw notParsable(name, at, "the file is not UTF-8", "Save it as UTF-8 and import it again.");
  }
}

/** Line and column, from 1, of an offset. */
function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
