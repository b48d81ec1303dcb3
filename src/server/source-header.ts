/** Each answer that comes from the mirrors says so in a header. */
import type { ServerResponse } from "node:http";
import { type Answered, asOf, notingSource } from "../database/source.ts";

export const SOURCE_HEADER = "x-specql-source";

/** The header's value: who answered, and the oldest state among its files. */
export function sourceHeader({ mirror }: Answered): string | undefined {
  if (mirror === undefined) return undefined;
  const at = asOf(mirror);
  return at === undefined ? "mirror" : `mirror; as-of=${at.toISOString()}`;
}

/** Does the work of answering; what it asks is noted, and stands in the head when that is sent. */
export function sayingSource<T>(response: ServerResponse, work: () => Promise<T>): Promise<T> {
  const note: Answered = {};
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = ((...args: unknown[]) => {
    const value = sourceHeader(note);
    if (value !== undefined) response.setHeader(SOURCE_HEADER, value);
    return writeHead(...args);
  }) as typeof response.writeHead;
  return notingSource(note, work);
}
