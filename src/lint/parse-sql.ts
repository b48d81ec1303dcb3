import { SpecqlError } from "../errors.ts";

/** What `app.lint_statements()` takes: statements, the comments that may hold exceptions, or why there are none. */
export interface ParsedSql {
  stmts?: readonly unknown[];
  comments?: readonly { text: string; offset: number }[];
  error?: { message: string; offset: number };
  options?: Readonly<Record<string, unknown>>;
}

/** Comments that speak to us, whatever they say. */
const FOR_US = /^(--|\/\*)\s*specql:/;

/** Parses SQL as PostgreSQL does. Offsets are bytes of its UTF-8 text. What does not parse is an answer, too. */
export async function parseSql(text: string): Promise<ParsedSql> {
  // The parser is C: it would stop reading there and call the rest checked.
  const nul = text.indexOf("\0");
  if (nul >= 0) return { error: { message: "there is a NUL character", offset: bytes(text, nul) } };
  // It refuses the empty text, which is a file without statements.
  if (text.trim() === "") return { stmts: [] };
  // Compiled when it is loaded: only those who parse wait for it, not every command.
  const { hasSqlDetails, parse, scan } = await import("libpg-query");
  try {
    const { stmts } = await parse(text);
    const { tokens } = text.includes("specql:") ? await scan(text) : { tokens: [] };
    const comments = tokens
      .filter((token) => token.tokenName.endsWith("COMMENT") && FOR_US.test(token.text))
      .map((token) => ({ text: token.text, offset: token.start }));
    return { stmts: stmts ?? [], ...(comments.length > 0 && { comments }) };
  } catch (error) {
    if (!hasSqlDetails(error) || error.sqlDetails === undefined) {
      throw new SpecqlError("SG135", "the parser gave up", {
        hint: "Split the file; it may be nested too deeply or be too large.",
        cause: error,
      });
    }
    const { message, cursorPosition } = error.sqlDetails;
    // The parser counts characters here, and bytes everywhere else.
    const before = Array.from(text).slice(0, Math.max(0, cursorPosition)).join("");
    return { error: { message, offset: Buffer.byteLength(before) } };
  }
}

function bytes(text: string, end: number): number {
  return Buffer.byteLength(text.slice(0, end));
}

/** Where a byte of a text stands for a person: line and column, both from 1. */
export interface Place {
  line: number;
  column: number;
}

/** Makes the function that turns bytes into places; columns count characters. */
export function placesOf(text: string): (offset: number) => Place {
  const content = Buffer.from(text);
  const starts = [0];
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const head = content.subarray(starts[low], Math.min(offset, content.length)).toString();
    return { line: low + 1, column: Array.from(head).length + 1 };
  };
}
