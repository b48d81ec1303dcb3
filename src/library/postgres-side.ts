/** A store's rows in PostgreSQL, through the functions of `app`. */
import type pg from "pg";
import { asPrincipal, explained, type Principal } from "../database/principal.ts";
import { notWritten } from "../database/source.ts";
import { SpecqlError } from "../errors.ts";
import type { Json } from "../legacy/document.ts";
import type { StoreName } from "../legacy/store-file/index.ts";
import { lostPlace, type Page, type ReadSide, type SideRow } from "./side.ts";
import { exactJson } from "./values.ts";

/** How a store is to be used now. */
export interface Route {
  readonly phase: "legacy" | "dual_write" | "shadow_read" | "postgres" | "retired";
  readonly percent: number;
  /** The legacy file; null where none is attached. */
  readonly path: string | null;
  /** The database's clock, in milliseconds. */
  readonly now: number;
  /** When the first change was made that has yet to be mirrored; null when there is none. */
  readonly pendingSince: number | null;
}

export class PostgresSide implements ReadSide {
  readonly #pool: pg.Pool;
  readonly #store: StoreName;
  readonly #principal: Principal | undefined;

  /** Without a principal the login acts with its own rights, a statement at a time. */
  constructor(pool: pg.Pool, store: StoreName, principal: Principal | undefined) {
    this.#pool = pool;
    this.#store = store;
    this.#principal = principal;
  }

  async route(): Promise<Route> {
    const [row] = await this.#read<{ route: Route }>("select app.store_route($1) as route", []);
    return row!.route;
  }

  async get(table: string, key: string): Promise<Json | undefined> {
    const [row] = await this.#read<{ content: string | null }>(
      "select (app.store_rows($1, $2, array[$3]) -> 0 -> 'content')::text as content",
      [table, key],
    );
    const content = row?.content;
    return content == null ? undefined : exactJson(content);
  }

  async page(table: string, { after, limit }: Page): Promise<SideRow[]> {
    if (after === undefined) return (await this.#rows(table, null, limit)).slice(0, limit);
    const [place] = await this.#read<{ before: string | null }>(
      "select ((app.store_rows($1, $2, array[$3]) -> 0 ->> 'position')::bigint - 1)::text as before",
      [table, after],
    );
    const before = place?.before;
    if (before == null) throw lostPlace(table, after);
    // Several rows may stand at one place; the one to go on after is among them.
    for (let more = 1; ; more *= 2) {
      const rows = await this.#rows(table, before, limit + more);
      const at = rows.findIndex((row) => row.key === after);
      if (rows.length < limit + more || (at >= 0 && rows.length - at > limit)) {
        return rows.slice(at + 1, at + 1 + limit);
      }
    }
  }

  async count(table: string): Promise<number> {
    const [row] = await this.#read<{ rows: string }>(
      "select app.store_row_count($1, $2)::text as rows",
      [table],
    );
    return Number(row!.rows);
  }

  /** SG336: the store is not in the phase that the caller took it to be in. */
  async put(table: string, key: string, content: Json, phase: Route["phase"]): Promise<Json> {
    const [row] = await this.#write<{ content: string }>(
      "select (app.put_store_row($1, $2, $3, $4::jsonb, $5) -> 'content')::text as content",
      [table, key, JSON.stringify(content), phase],
    );
    return exactJson(row!.content);
  }

  async remove(table: string, key: string, phase: Route["phase"]): Promise<boolean> {
    const [row] = await this.#write<{ removed: boolean }>(
      "select app.remove_store_row($1, $2, $3, $4) as removed",
      [table, key, phase],
    );
    return row!.removed;
  }

  /** Keeps the store in the phase `legacy` while the file is written; with `rows`, writes them too. */
  async lead(
    write: () => Promise<void>,
    rows: readonly { table: string; key: string; content: Json }[],
  ): Promise<void> {
    let written = false;
    try {
      await asPrincipal(this.#pool, this.#principal ?? { settings: {} }, async (client) => {
        await client.query("select app.note_legacy_write($1)", [this.#store]);
        for (const { table, key, content } of rows) {
          await (content === null
            ? client.query("select app.remove_store_row($1, $2, $3)", [this.#store, table, key])
            : client.query("select app.put_store_row($1, $2, $3, $4::jsonb)", [
                this.#store,
                table,
                key,
                JSON.stringify(content),
              ]));
        }
        await write();
        written = true;
      });
    } catch (error) {
      if (!(error instanceof SpecqlError) || !["SG900", "SG922"].includes(error.code)) throw error;
      // The file leads, and it has the row; that it was written is seen by the file itself.
      if (written && rows.length === 0) return;
      throw written ? error : notWritten(error);
    }
  }

  /** Notes what two sides say of one row. */
  async noteDifference(
    table: string,
    key: string,
    values: { postgresql: Json | undefined; legacy: Json | undefined },
  ): Promise<void> {
    await this.#write("select app.record_discrepancy($1, $2, $3, $4::jsonb, $5::jsonb)", [
      table,
      key,
      values.postgresql === undefined ? null : JSON.stringify(values.postgresql),
      values.legacy === undefined ? null : JSON.stringify(values.legacy),
    ]);
  }

  async #rows(table: string, after: string | null, limit: number): Promise<SideRow[]> {
    const rows = await this.#read<{ key: string; content: string }>(
      `select r.each ->> 'row_key' as key, (r.each -> 'content')::text as content
       from pg_catalog.jsonb_array_elements(app.store_rows($1, $2, null, $3::bigint, $4))
         with ordinality as r (each, place)
       order by r.place`,
      [table, after, limit],
    );
    return rows.map(({ key, content }) => ({ key, content: exactJson(content) }));
  }

  async #read<T extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<T[]> {
    const parameters = [this.#store, ...values];
    if (this.#principal !== undefined) {
      return await asPrincipal(this.#pool, this.#principal, async (client) => {
        const { rows } = await client.query<T>(sql, parameters);
        return rows;
      });
    }
    try {
      return (await this.#pool.query<T>(sql, parameters)).rows;
    } catch (error) {
      throw await explained(this.#pool, error, true);
    }
  }

  async #write<T extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<T[]> {
    try {
      return await asPrincipal(this.#pool, this.#principal ?? { settings: {} }, async (client) => {
        const { rows } = await client.query<T>(sql, [this.#store, ...values]);
        return rows;
      });
    } catch (error) {
      // In a transaction: one that was lost before its commit was not made.
      throw error instanceof SpecqlError && error.code === "SG900" ? notWritten(error) : error;
    }
  }
}
