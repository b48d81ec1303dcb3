/** What whoever opens a store gets, whichever side answers. */
import type { StoreName } from "../legacy/store-file/index.ts";

/** A row and its key. */
export interface StoredRow<T> {
  readonly key: string;
  readonly content: T;
}

export interface ListOptions<T> {
  /** The key of the last row of the page before. */
  readonly after?: string | undefined;
  /** Most rows to return; 1,000 unless said otherwise. */
  readonly limit?: number | undefined;
  /** Only rows whose cells are these. */
  readonly filter?: Partial<T> | undefined;
}

/**
 * A store: rows by table and key, as its legacy file has them. Every method fails with a
 * `SpecqlError`, whose `code` is one of docs/errors.md.
 */
export interface Store<Tables> {
  readonly name: StoreName;
  /** The row with this key; undefined when there is none. */
  get<K extends keyof Tables & string>(table: K, key: string): Promise<Tables[K] | undefined>;
  /** Rows in the order of the file, a page at a time. */
  list<K extends keyof Tables & string>(
    table: K,
    options?: ListOptions<Tables[K]>,
  ): Promise<StoredRow<Tables[K]>[]>;
  /** How many rows a table has. */
  count<K extends keyof Tables & string>(table: K): Promise<number>;
  /** Makes the row, or replaces it. Returns it as it then is. */
  put<K extends keyof Tables & string>(
    table: K,
    key: string,
    content: Tables[K],
  ): Promise<Tables[K]>;
  /** Removes the row; false when there was none. */
  remove<K extends keyof Tables & string>(table: K, key: string): Promise<boolean>;
  /** Waits for what is under way, and lets go of files and sessions. */
  close(): Promise<void>;
}
