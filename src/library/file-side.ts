/**
 * The legacy file of a store, read and written directly. Text files are kept in memory and read
 * again when somebody has changed them; writes that come together are written together.
 */
import { stat } from "node:fs/promises";
import type { Json } from "../legacy/document.ts";
import {
  FORMATS,
  type LegacyFile,
  openLegacyFile,
  type StoreName,
} from "../legacy/store-file/index.ts";
import { writeLegacyRows } from "../legacy/store-file/write.ts";
import { withFileLock } from "./file-lock.ts";
import { type Page, pageOf, type Side, type SideChange, type SideRow } from "./side.ts";
import { SqliteView } from "./sqlite-view.ts";

/** Lets the file lead while `write` runs; may refuse to. */
export type Lead = (changes: readonly SideChange[], write: () => Promise<void>) => Promise<void>;

/** What is known of a file as long as nobody has changed it. */
interface View {
  readonly mark: string;
  get(table: string, key: string): Promise<Json | undefined>;
  page(table: string, page: Page): Promise<SideRow[]>;
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

interface Waiting {
  readonly change: SideChange;
  readonly done: (there: boolean) => void;
  readonly failed: (error: unknown) => void;
}

export class FileSide implements Side {
  readonly store: StoreName;
  readonly path: string;
  readonly lead: Lead;
  #view: Promise<View> | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(store: StoreName, path: string, lead: Lead = (_changes, write) => write()) {
    this.store = store;
    this.path = path;
    this.lead = lead;
  }

  async get(table: string, key: string): Promise<Json | undefined> {
    return (await this.#now()).get(table, key);
  }

  async page(table: string, page: Page): Promise<SideRow[]> {
    return (await this.#now()).page(table, page);
  }

  async count(table: string): Promise<number> {
    return (await this.#now()).count(table);
  }

  async put(table: string, key: string, content: Json): Promise<Json> {
    await this.#write({ table, key, content });
    // As the file has it: what it cannot hold comes back as what it can.
    return (await this.get(table, key)) ?? content;
  }

  remove(table: string, key: string): Promise<boolean> {
    return this.#write({ table, key, content: null });
  }

  /** When the file was last changed. */
  async age(): Promise<string> {
    const found = await stat(this.path).catch(() => undefined);
    return found === undefined ? "never" : found.mtime.toISOString();
  }

  async close(): Promise<void> {
    await this.#writing;
    const view = this.#view;
    this.#view = undefined;
    await view?.then(
      (open) => open.close(),
      () => {},
    );
  }

  /** The file as it is now. */
  async #now(): Promise<View> {
    const mark = await this.#mark();
    const known = this.#view;
    if (known !== undefined && (await known.catch(() => undefined))?.mark === mark) return known;
    if (this.#view !== known) return this.#now();
    const opening = this.#read(mark);
    this.#view = opening;
    // Whoever reads from the old one has asked it already; its answers are in memory.
    await known?.then(
      (old) => old.close(),
      () => {},
    );
    return opening;
  }

  async #read(mark: string): Promise<View> {
    const file = await openLegacyFile(this.store, this.path);
    if (file.format !== "sqlite") return await viewOfText(file, mark);
    // It has been looked through; a transaction that stays open would be in others' way.
    await file.close();
    return viewOfSqlite(this.path, mark);
  }

  async #mark(): Promise<string> {
    const found = await stat(this.path, { bigint: true }).catch(() => undefined);
    if (found === undefined) return "";
    // What is written into a SQLite file is seen through a session on it.
    return FORMATS[this.store] === "sqlite"
      ? `${found.dev} ${found.ino}`
      : `${found.dev} ${found.ino} ${found.size} ${found.mtimeNs}`;
  }

  /** Says whether the row was there before. */
  #write(change: SideChange): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, done: resolve, failed: reject });
      this.#writing ??= this.#writeAll().finally(() => {
        this.#writing = undefined;
      });
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        const there = await this.#writeBatch(batch.map(({ change }) => change));
        for (const [at, { done }] of batch.entries()) done(there[at]!);
      } catch (error) {
        if (batch.length === 1) batch[0]!.failed(error);
        // One that is refused must not take the others with it.
        else await this.#writeEach(batch);
      }
    }
  }

  async #writeEach(batch: readonly Waiting[]): Promise<void> {
    for (const { change, done, failed } of batch) {
      try {
        done((await this.#writeBatch([change]))[0]!);
      } catch (error) {
        failed(error);
      }
    }
  }

  async #writeBatch(changes: readonly SideChange[]): Promise<boolean[]> {
    let there: boolean[] = [];
    await this.lead(changes, () =>
      withFileLock(this.path, async () => {
        const view = await this.#now();
        const rows = new Map<string, boolean>();
        there = [];
        for (const { table, key, content } of changes) {
          const name = `${table}\n${key}`;
          there.push(rows.get(name) ?? (await view.get(table, key)) !== undefined);
          rows.set(name, content !== null);
        }
        const real = changes.filter(({ content }, at) => content !== null || there[at]);
        if (real.length > 0) await writeLegacyRows(this.store, this.path, real);
      }),
    );
    return there;
  }
}

/** A text file's rows in memory. */
async function viewOfText(file: LegacyFile, mark: string): Promise<View> {
  const tables = new Map<string, Map<string, Json>>();
  try {
    for (const table of file.tables()) {
      const rows = new Map<string, Json>();
      for await (const row of file.rows(table)) rows.set(row.key, row.content);
      tables.set(table, rows);
    }
  } finally {
    await file.close();
  }
  const none: ReadonlyMap<string, Json> = new Map();
  return {
    mark,
    get: async (table, key) => tables.get(table)?.get(key),
    page: async (table, page) => pageOf(table, tables.get(table) ?? none, page),
    count: async (table) => tables.get(table)?.size ?? 0,
    close: async () => {},
  };
}

/** A SQLite file, asked row by row. */
function viewOfSqlite(path: string, mark: string): View {
  const view = new SqliteView(path);
  return {
    mark,
    get: async (table, key) => view.get(table, key),
    page: async (table, page) => view.page(table, page),
    count: async (table) => view.count(table),
    close: async () => view.close(),
  };
}
