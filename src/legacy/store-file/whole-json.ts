/** Writes a JSON file of rows that come one by one. */
import { open } from "node:fs/promises";
import { replaceFile, type Sink } from "./atomic.ts";
import { jsonText, type JsonStyle, pairText, styleOf } from "./json-edit.ts";
import { JSON_TABLES } from "./json-rows.ts";
import type { LegacyRow, StoreName } from "./types.ts";

const DEFAULT_STYLE: JsonStyle = { indent: "  ", comma: ", ", colon: ": ", ascii: false };

/** Rows of one table must come together, in the order of the file. */
export async function wholeJson(
  store: StoreName,
  path: string,
  rows: AsyncIterable<Row> | Iterable<Row>,
  ready: ((sha256: string) => Promise<void>) | undefined,
): Promise<{ sha256: string }> {
  const style = await styleBefore(path);
  return await replaceFile(path, { write: (sink) => writeRows(store, rows, style, sink), ready });
}

type Row = Pick<LegacyRow, "table" | "key" | "content">;

async function writeRows(
  store: StoreName,
  rows: AsyncIterable<Row> | Iterable<Row>,
  style: JsonStyle,
  sink: Sink,
): Promise<void> {
  const level = style.indent;
  const line = (depth: number): string => (level === undefined ? "" : `\n${level.repeat(depth)}`);
  const inside = level ?? "";
  const isMap = store === "types";
  const done = new Set<string>();
  let current: string | undefined;
  let first = true;
  const begin = async (): Promise<void> => {
    await sink(`${first ? "" : level === undefined ? style.comma : ","}${line(1)}`);
    first = false;
  };
  const close = async (): Promise<void> => {
    if (current !== undefined) await sink(`${line(1)}${isMap ? "}" : "]"}`);
    current = undefined;
  };
  await sink("{");
  for await (const { table, key, content } of rows) {
    if (table === "document") {
      await close();
      await begin();
      await sink(pairText(key, content, style, inside));
      continue;
    }
    if (table !== current) {
      await close();
      await begin();
      await sink(`${jsonText(table, style)}${style.colon}${isMap ? "{" : "["}`);
      [current] = [table];
      done.add(table);
    } else await sink(level === undefined ? style.comma : ",");
    await sink(line(2));
    const depth = inside.repeat(2);
    await sink(isMap ? pairText(key, content, style, depth) : jsonText(content, style, depth));
  }
  await close();
  // A list that a reader of the old tool expects is there even when it is empty.
  for (const table of REQUIRED[store] ?? []) {
    if (done.has(table)) continue;
    await begin();
    await sink(`${jsonText(table, style)}${style.colon}[]`);
  }
  await sink(first ? "}\n" : `${line(0)}}\n`);
}

const REQUIRED: Partial<Record<StoreName, readonly string[]>> = {
  network: (JSON_TABLES["network"] ?? []).filter((table) => ["projects", "edges"].includes(table)),
  tasks: ["tasks"],
};

/** How the file is written that is there already. */
async function styleBefore(path: string): Promise<JsonStyle> {
  let file;
  try {
    file = await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return DEFAULT_STYLE;
    throw error;
  }
  await using handle = file;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
  const sample = buffer
    .subarray(0, bytesRead)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  const ascii = /\\u(?!00[0-7])[0-9a-fA-F]{4}/.test(sample) && /^[\n\r\t -~]*$/.test(sample);
  return { ...styleOf(sample, "", DEFAULT_STYLE), ascii };
}
