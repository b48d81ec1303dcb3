/** One place where the rows of a store are. */
import { SpecqlError } from "../errors.ts";
import type { Json } from "../legacy/document.ts";

/** A row as every side gives it: numbers keep their digits. */
export interface SideRow {
  readonly key: string;
  readonly content: Json;
}

/** A change to a row; null content: it goes. */
export interface SideChange {
  readonly table: string;
  readonly key: string;
  readonly content: Json;
}

export interface Page {
  readonly after: string | undefined;
  readonly limit: number;
}

export interface ReadSide {
  get(table: string, key: string): Promise<Json | undefined>;
  page(table: string, page: Page): Promise<SideRow[]>;
  count(table: string): Promise<number>;
}

export interface Side extends ReadSide {
  /** The row as it then is. */
  put(table: string, key: string, content: Json): Promise<Json>;
  remove(table: string, key: string): Promise<boolean>;
  close(): Promise<void>;
}

/** SG395: a page was to begin after a row that has gone meanwhile. */
export function lostPlace(table: string, key: string): SpecqlError {
  return new SpecqlError("SG395", `the row to go on after is gone: ${table} ${key}`, {
    hint: "List from the beginning.",
    field: "after",
  });
}

/** The rows of a page out of a table that is at hand as a whole. */
export function pageOf(
  table: string,
  rows: ReadonlyMap<string, Json>,
  { after, limit }: Page,
): SideRow[] {
  if (after !== undefined && !rows.has(after)) throw lostPlace(table, after);
  const found: SideRow[] = [];
  let begun = after === undefined;
  for (const [key, content] of rows) {
    if (found.length >= limit) break;
    if (begun) found.push({ key, content });
    else if (key === after) begun = true;
  }
  return found;
}

/** Rows in memory and nowhere else: for tests. */
export class MemorySide implements Side {
  readonly #tables = new Map<string, Map<string, Json>>();

  async get(table: string, key: string): Promise<Json | undefined> {
    return this.#tables.get(table)?.get(key);
  }

  async page(table: string, page: Page): Promise<SideRow[]> {
    return pageOf(table, this.#tables.get(table) ?? new Map(), page);
  }

  async count(table: string): Promise<number> {
    return this.#tables.get(table)?.size ?? 0;
  }

  async put(table: string, key: string, content: Json): Promise<Json> {
    const rows = this.#tables.get(table) ?? new Map<string, Json>();
    this.#tables.set(table, rows.set(key, content));
    return content;
  }

  async remove(table: string, key: string): Promise<boolean> {
    return this.#tables.get(table)?.delete(key) ?? false;
  }

  async close(): Promise<void> {}
}
