/** The little that our own routes need of HTTP. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { httpStatus, SpecqlError } from "../errors.ts";
import { verbatim as verbatimNumber } from "../legacy/json-reader.ts";

/** Codes whose HTTP status is not that of their class. */
const STATUS: Readonly<Record<string, number>> = {
  SG180: 413,
  SG182: 415,
  SG183: 405,
  SG480: 401,
  SG481: 401,
};

/** The HTTP status for an error. */
export function statusOf(error: SpecqlError): number {
  return STATUS[error.code] ?? httpStatus(error);
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    "cache-control": "no-store",
    ...headers,
  });
  response.end(bytes);
}

/** Answers with an error, in the one shape that all errors have. */
export function sendError(response: ServerResponse, error: SpecqlError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = statusOf(error);
  const headers: Record<string, string> = {};
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="specql"';
  // The rest of a body that is not read must not be taken for the next request.
  if (error.code === "SG180") headers["connection"] = "close";
  sendJson(response, status, { error: error.toJSON() }, headers);
}

function tooLarge(limit: number): SpecqlError {
  return new SpecqlError("SG180", "the request is too large", {
    detail: `At most ${Math.floor(limit / 1024)} KiB are accepted here.`,
    hint: "Send it in smaller pieces.",
  });
}

/**
 * Refuses anything but JSON. A page elsewhere can make a browser post a form or plain text without
 * asking; JSON it cannot.
 */
function checkJsonType(request: IncomingMessage): void {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return;
  throw new SpecqlError("SG182", "the body must be JSON", {
    hint: "Send it with the header Content-Type: application/json.",
  });
}

/** Reads a whole body, up to `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) throw tooLarge(limit);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/**
 * A body's JSON; no body counts as an empty object. `verbatim` keeps each number as it was written,
 * for what goes on to the database as JSON.
 */
export function parsedJson(request: IncomingMessage, body: Buffer, verbatim = false): unknown {
  if (body.length === 0) return {};
  checkJsonType(request);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return verbatim ? JSON.parse(text, keepNumber) : JSON.parse(text);
  } catch (error) {
    throw new SpecqlError("SG181", "the body is not valid JSON", {
      detail: (error as Error).message,
      hint: "Send a JSON object in UTF-8.",
      cause: error,
    });
  }
}

/** Marks a number to be written again as it came, where JavaScript would write it in another way. */
function keepNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === "number" && source !== undefined ? verbatimNumber(source) : value;
}
