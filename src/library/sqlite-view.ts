/**
 * A SQLite file, asked row by row. No transaction is left open between two questions: others write
 * to the file meanwhile.
 */
import { DatabaseSync } from "node:sqlite";
import type { Json } from "../legacy/document.ts";
import {
  contentReader,
  quoted,
  rowsOf,
  shapeOf,
  sqliteError,
} from "../legacy/store-file/read-sqlite.ts";
import { lostPlace, type Page, type SideRow } from "./side.ts";

/** How long a writer that is just committing is waited for. */
const WAIT_MILLISECONDS = 2000;

export class SqliteView {
  readonly #path: string;
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#path = path;
    this.#database = this.#told(() => {
      const database = new DatabaseSync(path, {
        readOnly: true,
        allowExtension: false,
        enableForeignKeyConstraints: false,
        timeout: WAIT_MILLISECONDS,
      });
      database.exec("pragma trusted_schema = off");
      return database;
    });
  }

  get(table: string, key: string): Json | undefined {
    return this.#told(() => {
      const shape = shapeOf(this.#database, table);
      return shape.columns.length === 0 ? undefined : contentReader(this.#database, shape)(key);
    });
  }

  page(table: string, { after, limit }: Page): SideRow[] {
    return this.#told(() => {
      const shape = shapeOf(this.#database, table);
      const found: SideRow[] = [];
      let begun = after === undefined;
      if (shape.columns.length > 0) {
        for (const { key, content } of rowsOf(this.#database, shape, this.#path)) {
          if (found.length >= limit) break;
          if (begun) found.push({ key, content });
          else if (key === after) begun = true;
        }
      }
      if (!begun && after !== undefined) throw lostPlace(table, after);
      return found;
    });
  }

  count(table: string): number {
    return this.#told(() => {
      if (shapeOf(this.#database, table).columns.length === 0) return 0;
      const row = this.#database.prepare(`select count(*) as rows from ${quoted(table)}`).get();
      return Number(row?.["rows"]);
    });
  }

  close(): void {
    this.#database.close();
  }

  #told<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, this.#path);
    }
  }
}
