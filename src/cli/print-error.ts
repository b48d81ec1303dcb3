import { type SpecqlError, exitCode, violationsOf } from "../errors.ts";
import type { Io } from "./io.ts";
import { asJson, short } from "./print.ts";

/** The one printer of errors: to stderr, as text or as JSON. An internal error shows its stack. */
export function printError(io: Io, error: SpecqlError, json: boolean): void {
  const violations = violationsOf(error);
  if (json) {
    const more = violations !== undefined && { violations };
    io.stderr.write(`${asJson({ error: error.toJSON(), ...more })}\n`);
  } else if (violations !== undefined) {
    io.stderr.write(`${error.code}: ${short(error.message, 2000)}\n`);
    for (const { severity, path, message, suggestion } of violations) {
      part(io, severity, path == null ? message : `${path}: ${message}`);
      part(io, "  do", suggestion ?? undefined);
    }
  } else {
    io.stderr.write(`${error.code}: ${short(error.message, 2000)}\n`);
    for (const detail of (error.detail ?? "").split("\n")) part(io, "detail", detail);
    part(io, "hint", error.hint);
    part(io, "field", error.field);
  }
  if (exitCode(error) === 70) io.stderr.write(`${stackOf(error)}\n`);
}

function part(io: Io, name: string, text: string | undefined): void {
  if (text !== undefined && text !== "") io.stderr.write(`  ${name}: ${short(text, 2000)}\n`);
}

/** The stack of what went wrong first; a URL in it is cut out, for it may hold a password. */
function stackOf(error: SpecqlError): string {
  const first = error.cause instanceof Error ? error.cause : error;
  return (first.stack ?? String(first))
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, "$1…@")
    .split("\n")
    .map((each) => short(each, 500))
    .join("\n");
}
