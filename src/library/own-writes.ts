/**
 * What this process has written to PostgreSQL and the mirror has not yet: nobody who has written a
 * row shall read an older one, whichever side is asked.
 */
import type { Json } from "../legacy/document.ts";
import type { Route } from "./postgres-side.ts";

interface Own {
  /** How many writes of the row are under way. */
  running: number;
  /** As it was last written; undefined: removed. */
  content: Json | undefined;
  known: boolean;
  /** The database's clock at some time after the last write. */
  since: number | undefined;
}

/** So many rows are told apart; with more, all of them count as written. */
const MOST = 100_000;
/** Marks are numbered a moment before they take the time: milliseconds that this may differ by. */
const SLACK = 1000;

export class OwnWrites {
  readonly #rows = new Map<string, Map<string, Own>>();
  #size = 0;
  /** Too many to be told apart: until when none is known to be mirrored. */
  #crowded = false;

  /** A write begins: from now on the mirror may be behind. */
  begin(table: string, key: string): void {
    const rows = this.#rows.get(table) ?? new Map<string, Own>();
    this.#rows.set(table, rows);
    const own = rows.get(key);
    if (own !== undefined) {
      own.running += 1;
      own.since = undefined;
      return;
    }
    rows.set(key, { running: 1, content: undefined, known: false, since: undefined });
    this.#size += 1;
  }

  /** It has ended; with what it made of the row, where it came to something. */
  end(table: string, key: string, made?: { content: Json | undefined }): void {
    const own = this.#rows.get(table)?.get(key);
    if (own === undefined) return;
    own.running -= 1;
    if (made !== undefined) {
      own.content = made.content;
      own.known = true;
    } else if (own.running === 0 && !own.known) this.#forget(table, key);
    if (this.#size > MOST) {
      // None of them is known any more: reads of all rows are on the safe side.
      this.#crowded = true;
      for (const [name, rows] of this.#rows) {
        for (const [one, { running }] of rows) if (running === 0) this.#forget(name, one);
      }
    }
  }

  /** The mirror may not show this row as it was last written. */
  has(table: string, key?: string): boolean {
    if (this.#crowded) return true;
    const rows = this.#rows.get(table);
    return key === undefined ? (rows?.size ?? 0) > 0 : rows?.has(key) === true;
  }

  /** Rows of a table as they were last written; undefined when that is not known. */
  known(table: string): ReadonlyMap<string, Json | undefined> | undefined {
    if (this.#crowded) return undefined;
    const rows = new Map<string, Json | undefined>();
    for (const [key, own] of this.#rows.get(table) ?? []) {
      if (own.known) rows.set(key, own.content);
      else if (own.running > 0) return undefined;
    }
    return rows;
  }

  /** Says that what was asked for after these writes began to be known is this. */
  learn(route: Route, asked: ReadonlySet<object>): void {
    for (const [table, rows] of this.#rows) {
      for (const [key, own] of rows) {
        if (own.running > 0 || !asked.has(own)) continue;
        // Its mark is older than `since`; once every mark that waits is younger, it is mirrored.
        if (route.pendingSince === null) this.#forget(table, key);
        else if (own.since === undefined) own.since = route.now;
        else if (route.pendingSince > own.since + SLACK) this.#forget(table, key);
      }
    }
    if (this.#crowded && route.pendingSince === null && this.#size === 0) this.#crowded = false;
  }

  /** The rows whose writes have ended: what is asked from now on comes after them. */
  ended(): ReadonlySet<object> {
    const found = new Set<object>();
    for (const rows of this.#rows.values()) {
      for (const own of rows.values()) if (own.running === 0) found.add(own);
    }
    return found;
  }

  /** Nothing is mirrored any more, and nothing is asked of the mirror. */
  clear(): void {
    for (const [table, rows] of this.#rows) {
      for (const [key, { running }] of rows) if (running === 0) this.#forget(table, key);
    }
    this.#crowded = false;
  }

  #forget(table: string, key: string): void {
    if (this.#rows.get(table)?.delete(key) === true) this.#size -= 1;
  }
}
