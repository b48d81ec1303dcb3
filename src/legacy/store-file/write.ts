/** Writes rows into the legacy file of a store, or a whole file anew. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { SpecqlError } from "../../errors.ts";
import type { Json } from "../document.ts";
import { decodeText } from "../text.ts";
import { changedMeanwhile, identity, replaceFile } from "./atomic.ts";
import type { FileMemory } from "./file-memory.ts";
import { fingerprint } from "./fingerprint.ts";
import { fileError, openLegacyFile, storeNamed } from "./open.ts";
import { FORMATS, type LegacyRow, type RowChange, type StoreName } from "./types.ts";
import { copyEdited, planJson } from "./write-json.ts";
import { writeSqlite } from "./write-sqlite.ts";
import { wholeJson } from "./whole-json.ts";
import { wholeSqlite } from "./whole-sqlite.ts";
import { wholeYaml, writeYaml } from "./write-yaml.ts";

export interface WriteOptions {
  /** The fingerprint that the file must have: anything else was written by somebody else (SG341). */
  readonly stamp?: string | null | undefined;
  /**
   * Asked when everything is ready, right before the new content takes effect; with the fingerprint
   * that the file will have, where that is known before.
   */
  readonly ready?: ((sha256: string | undefined) => Promise<void>) | undefined;
  /** What the same writer left the last time: it need not be read again. */
  readonly memory?: FileMemory | undefined;
  /** Told that a YAML file had to be written anew, without its comments. */
  readonly onRewritten?: (() => void) | undefined;
}

/** A row as `writeWholeFile` takes it. */
export type WholeRow = Pick<LegacyRow, "table" | "key" | "content">;

/**
 * Makes rows of the file what they should be, all of them or none. What does not change keeps its
 * bytes; comments and unknown keys stay. SG341: the file is not as it was left. SG342: somebody
 * else is writing to it. SG345: it is locked.
 */
export async function writeLegacyRows(
  store: string,
  path: string,
  changes: readonly RowChange[],
  options: WriteOptions = {},
): Promise<{ sha256: string }> {
  const known = storeNamed(store);
  try {
    await checkStamp(known, path, options);
    switch (FORMATS[known]) {
      case "yaml":
        return await writeYamlRows(known, path, changes, options);
      case "json":
        return await writeJsonRows(known, path, changes, options);
      case "sqlite":
        await writeSqlite(path, changes, options.ready && (() => options.ready!(undefined)));
        return await stamped(known, path);
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

async function checkStamp(
  store: StoreName,
  path: string,
  { stamp, memory }: WriteOptions,
): Promise<void> {
  const left = await memory?.of(path);
  const found = left?.sha256 ?? (await fingerprint(path, FORMATS[store]));
  if (found === undefined) {
    throw new SpecqlError("SG241", `there is no legacy file ${path}`, {
      hint: "Put it back, or write it anew with 'specql cutover export'.",
    });
  }
  if (stamp == null || found === stamp) return;
  throw new SpecqlError("SG341", `${path} was changed by somebody else`, {
    detail: `Its fingerprint is ${found.slice(0, 12)}…, not ${stamp.slice(0, 12)}… as it was left.`,
    hint:
      `Nothing was overwritten. See what differs with 'specql cutover check ${store}'; bring what was ` +
      `written there into PostgreSQL, then take the file as it is: specql cutover accept ${store}`,
  });
}

async function stamped(store: StoreName, path: string): Promise<{ sha256: string }> {
  return { sha256: (await fingerprint(path, FORMATS[store])) ?? "" };
}

async function writeYamlRows(
  store: StoreName,
  path: string,
  changes: readonly RowChange[],
  options: WriteOptions,
): Promise<{ sha256: string }> {
  const bytes = await readFile(path);
  const text = decodeText(bytes, path);
  const written = writeYaml(store, text, path, changes);
  if (written.text === text) return { sha256: hashOf(bytes) };
  if (written.anew) options.onRewritten?.();
  const spelt = likeBefore(bytes.toString("utf8"), written.text);
  const { sha256, mark } = await replaceFile(path, {
    async write(sink) {
      await unchanged(path, bytes);
      await sink(spelt);
    },
    ready: options.ready,
  });
  options.memory?.keep({ sha256, mark });
  return { sha256 };
}

/** Line ends and a byte order mark as the file had them. */
function likeBefore(before: string, text: string): string {
  const feeds = before.match(/\n/g)?.length ?? 0;
  const returns = before.match(/\r\n/g)?.length ?? 0;
  const lines = returns > 0 && returns === feeds ? text.replaceAll("\n", "\r\n") : text;
  return before.startsWith("\uFEFF") ? `\uFEFF${lines}` : lines;
}

async function unchanged(path: string, bytes: Buffer): Promise<void> {
  if (!bytes.equals(await readFile(path))) throw changedMeanwhile(path);
}

async function writeJsonRows(
  store: StoreName,
  path: string,
  changes: readonly RowChange[],
  options: WriteOptions,
): Promise<{ sha256: string }> {
  const { stamp, memory } = options;
  const left = await memory?.of(path);
  const from = left?.mark ?? (await identity(path))?.mark;
  const plan = await planJson(store, path, changes, { left, index: memory !== undefined });
  if (stamp != null && plan.sha256 !== stamp) throw changedMeanwhile(path);
  if (plan.edits.length === 0) return { sha256: plan.sha256 };
  const { sha256, mark } = await replaceFile(path, {
    write: (sink) => copyEdited(path, plan.edits, sink),
    ready: options.ready,
    from,
  });
  memory?.keep({ sha256, mark, index: plan.after() });
  return { sha256 };
}

/**
 * Writes a file that holds exactly these rows. Where there is one already, it is made so: of YAML
 * and SQLite only what differs is written.
 */
export async function writeWholeFile(
  store: string,
  path: string,
  rows: AsyncIterable<WholeRow> | Iterable<WholeRow>,
  options: WriteOptions = {},
): Promise<{ sha256: string }> {
  const known = storeNamed(store);
  try {
    const exists = (await fingerprint(path, FORMATS[known])) !== undefined;
    if (exists) await checkStamp(known, path, options);
    switch (FORMATS[known]) {
      case "yaml":
        return await wholeYamlFile(known, path, rows, exists, options);
      case "json":
        return await wholeJson(known, path, rows, options.ready);
      case "sqlite":
        await wholeSqlite(path, rows, options.ready && (() => options.ready!(undefined)));
        return await stamped(known, path);
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

async function wholeYamlFile(
  store: StoreName,
  path: string,
  rows: AsyncIterable<WholeRow> | Iterable<WholeRow>,
  exists: boolean,
  options: WriteOptions,
): Promise<{ sha256: string }> {
  const wanted: WholeRow[] = [];
  for await (const row of rows) wanted.push(row);
  if (exists) {
    const changes = await differences(store, path, wanted);
    if (changes !== undefined) return await writeYamlRows(store, path, changes, options);
    options.onRewritten?.();
  }
  return await replaceFile(path, {
    write: (sink) => sink(wholeYaml(store, wanted)),
    ready: options.ready,
  });
}

/** What makes the file's rows the wanted ones; undefined when their order would still differ. */
async function differences(
  store: StoreName,
  path: string,
  wanted: readonly WholeRow[],
): Promise<RowChange[] | undefined> {
  const file = await openLegacyFile(store, path);
  try {
    const keys = new Map(wanted.map((row) => [`${row.table}\n${row.key}`, row]));
    const changes: RowChange[] = wanted.map(({ table, key, content }, position) => ({
      table,
      key,
      content,
      position,
    }));
    for (const table of file.tables()) {
      const kept: string[] = [];
      for await (const { key, duplicates } of file.rows(table)) {
        if (kept.includes(key) || duplicates !== undefined) return undefined;
        if (keys.has(`${table}\n${key}`)) kept.push(key);
        else changes.push({ table, key, content: null as Json });
      }
      const order = wanted.filter((row) => row.table === table).map((row) => row.key);
      if (kept.some((key, index) => order[index] !== key) && !nested(table)) return undefined;
    }
    return changes;
  } finally {
    await file.close();
  }
}

/** Rows below others are ordered within their parent only. */
function nested(table: string): boolean {
  return table !== "domains" && table !== "services" && table !== "document";
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
