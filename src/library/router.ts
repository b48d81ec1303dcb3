/**
 * Leads each call to the side that its store's phase names, and goes over to the other when the
 * phase moves, or to the mirror when PostgreSQL cannot be reached.
 */
import { createHash } from "node:crypto";
import { isLost } from "../database/call-function.ts";
import { notWritten } from "../database/source.ts";
import { SpecqlError } from "../errors.ts";
import type { Json } from "../legacy/document.ts";
import { FileSide } from "./file-side.ts";
import { OwnWrites } from "./own-writes.ts";
import type { PostgresSide, Route } from "./postgres-side.ts";
import { type Page, pageOf, type ReadSide, type Side, type SideRow } from "./side.ts";
import { Shadow } from "./shadow.ts";

export interface RouterOptions {
  readonly postgres: PostgresSide;
  /** Makes the side of a legacy file. */
  readonly file: (path: string, lead: FileSide["lead"]) => FileSide;
  /** Whether PostgreSQL is known not to answer. */
  readonly isGone: () => boolean;
  /** The mirror's path, as far as it is known without PostgreSQL. */
  readonly mirrorPath: () => string | undefined;
  /** Told in one line when the mirror answers in PostgreSQL's place, and of differences. */
  readonly notice: (line: string) => void;
  /** READ_FROM_POSTGRES_PERCENT, where it is set. */
  readonly percent?: number | undefined;
  /** DUAL_WRITE_MODE. */
  readonly dualWrite?: boolean | undefined;
}

/** A phase is believed for so long. */
const FRESH = 100;
/** And asked again, without anybody waiting for it, after so long. */
const STALE = 50;
/** A write finds the store in another phase than it was asked for, or is in somebody's way. */
const ATTEMPTS = 8;

export class Router implements Side {
  readonly #options: RouterOptions;
  readonly #own = new OwnWrites();
  readonly #shadow: Shadow;
  #route: Route | undefined;
  #readAt = 0;
  #reading: Promise<Route> | undefined;
  #file: FileSide | undefined;
  #told: string | undefined;

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#shadow = new Shadow({
      postgres: options.postgres,
      file: () => this.#fileOf(this.#route),
      route: () => this.#read(),
      notice: options.notice,
    });
  }

  get(table: string, key: string): Promise<Json | undefined> {
    return this.#answer(
      (route) => this.#inside(route, table, key) || this.#own.has(table, key),
      (side) => side.get(table, key),
      {
        overlaid: async (file) => {
          if (!this.#own.has(table, key)) return file.get(table, key);
          const own = this.#knownOwn(table);
          return own.has(key) ? own.get(key) : file.get(table, key);
        },
        compare: (route, value, from) => {
          if (route.phase === "shadow_read" && !this.#own.has(table, key)) {
            this.#shadow.compare(table, key, value, from);
          }
        },
      },
    );
  }

  page(table: string, page: Page): Promise<SideRow[]> {
    return this.#answer(
      (route) => this.#percent(route) >= 100 || this.#own.has(table),
      (side) => side.page(table, page),
      {
        overlaid: async (file) =>
          this.#own.has(table)
            ? pageOf(table, await this.#overlaid(file, table), page)
            : file.page(table, page),
      },
    );
  }

  count(table: string): Promise<number> {
    return this.#answer(
      (route) => this.#percent(route) >= 100 || this.#own.has(table),
      (side) => side.count(table),
      {
        overlaid: async (file) =>
          this.#own.has(table) ? (await this.#overlaid(file, table)).size : file.count(table),
      },
    );
  }

  put(table: string, key: string, content: Json): Promise<Json> {
    return this.#write(table, key, {
      file: (file) => file.put(table, key, content),
      postgres: (phase) => this.#options.postgres.put(table, key, content, phase),
      made: (result) => result,
    });
  }

  remove(table: string, key: string): Promise<boolean> {
    return this.#write(table, key, {
      file: (file) => file.remove(table, key),
      postgres: (phase) => this.#options.postgres.remove(table, key, phase),
      made: () => undefined,
    });
  }

  async close(): Promise<void> {
    await this.#shadow.close();
    await this.#reading?.catch(() => {});
    await this.#file?.close();
  }

  /** Reads from the side that leads, or from the mirror. */
  async #answer<T>(
    wantsPostgres: (route: Route) => boolean,
    ask: (side: ReadSide) => Promise<T>,
    more: {
      overlaid: (file: FileSide) => Promise<T>;
      compare?: (route: Route, value: T, from: "postgres" | "file") => void;
    },
  ): Promise<T> {
    let lost: unknown;
    try {
      const route = await this.#now();
      const file = leadsByFile(route) ? this.#fileOf(route) : undefined;
      const from = file === undefined || (route.phase !== "legacy" && wantsPostgres(route));
      if (file !== undefined && !from) {
        const value = await ask(file);
        more.compare?.(route, value, "file");
        return value;
      }
      const value = await ask(this.#options.postgres);
      if (file !== undefined) more.compare?.(route, value, "postgres");
      this.#back();
      return value;
    } catch (error) {
      if (!isLost(error)) throw error;
      lost = error;
    }
    const file = this.#mirror(lost);
    return await more.overlaid(file);
  }

  async #write<T>(
    table: string,
    key: string,
    ways: {
      file: (file: FileSide) => Promise<T>;
      postgres: (phase: Route["phase"]) => Promise<T>;
      made: (result: T) => Json | undefined;
    },
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const route = await this.#now(attempt > 1);
        if (route.phase === "legacy" && route.path !== null) {
          return await ways.file(this.#fileOf(route)!);
        }
        return await this.#writePostgres(route, table, key, ways);
      } catch (error) {
        const code = error instanceof SpecqlError ? error.code : undefined;
        if (code === "SG900") throw notWritten(error);
        const passes = code === "SG336" || code === "SG390";
        if (!passes || attempt === ATTEMPTS) throw error;
        // Moved meanwhile: the new phase says where. In somebody's way: a little later.
        if (code === "SG390") await pause(10 * 2 ** attempt * Math.random());
      }
    }
  }

  async #writePostgres<T>(
    route: Route,
    table: string,
    key: string,
    ways: {
      postgres: (phase: Route["phase"]) => Promise<T>;
      made: (result: T) => Json | undefined;
    },
  ): Promise<T> {
    if (route.path === null || route.phase === "retired") return ways.postgres(route.phase);
    this.#own.begin(table, key);
    try {
      const result = await ways.postgres(route.phase);
      this.#own.end(table, key, { content: ways.made(result) });
      return result;
    } catch (error) {
      // Perhaps it was made: then only PostgreSQL can say.
      this.#own.end(table, key);
      throw error;
    }
  }

  /** The route, at most so old. */
  async #now(fresh = false): Promise<Route> {
    const age = performance.now() - this.#readAt;
    if (this.#route !== undefined && !fresh && age < FRESH) {
      // What nobody waits for must not fail anybody.
      if (age > STALE && !this.#options.isGone()) this.#read().catch(() => {});
      return this.#route;
    }
    return await this.#read(fresh);
  }

  #read(fresh = false): Promise<Route> {
    // One that is under way may have been answered before what we want to know of.
    if (fresh && this.#reading !== undefined) {
      return this.#reading.then(
        () => this.#read(),
        () => this.#read(),
      );
    }
    this.#reading ??= this.#ask().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #ask(): Promise<Route> {
    const asked = performance.now();
    const ended = this.#own.ended();
    const route = await this.#options.postgres.route();
    if (route.path === null || route.phase === "retired") this.#own.clear();
    else this.#own.learn(route, ended);
    this.#route = route;
    this.#readAt = asked;
    return route;
  }

  #percent(route: Route): number {
    return route.phase === "legacy" ? 0 : (this.#options.percent ?? route.percent);
  }

  /** By the key's own number: one key is always read from the same side. */
  #inside(route: Route, table: string, key: string): boolean {
    const percent = this.#percent(route);
    if (percent <= 0) return false;
    return percent >= 100 || percentOf(table, key) < percent;
  }

  #fileOf(route: Route | undefined): FileSide | undefined {
    const path = route?.path ?? undefined;
    if (path === undefined) return this.#file;
    if (this.#file?.path !== path) {
      const old = this.#file;
      this.#file = this.#options.file(path, (changes, write) =>
        this.#options.postgres.lead(write, this.#options.dualWrite === true ? changes : []),
      );
      void old?.close();
    }
    return this.#file;
  }

  /** What answers in PostgreSQL's place; nothing, where there is no mirror that is kept up to date. */
  #mirror(lost: unknown): FileSide {
    if (this.#route?.phase === "retired") throw lost;
    const path = this.#route?.path ?? this.#options.mirrorPath();
    if (path == null) throw lost;
    const file = this.#fileOf({ ...(this.#route ?? UNKNOWN), path })!;
    if (this.#told !== path) {
      this.#told = path;
      void file
        .age()
        .then((age) =>
          this.#options.notice(
            `source: mirror, read only, because PostgreSQL cannot be reached; ${path} as of ${age}`,
          ),
        );
    }
    return file;
  }

  #back(): void {
    if (this.#told === undefined) return;
    this.#told = undefined;
    this.#options.notice("source: PostgreSQL answers again");
  }

  /** A table of the mirror with what this process has written since. */
  async #overlaid(file: FileSide, table: string): Promise<Map<string, Json>> {
    const own = this.#knownOwn(table);
    const rows = new Map<string, Json>();
    for (const { key, content } of await file.page(table, { after: undefined, limit: Infinity })) {
      rows.set(key, content);
    }
    for (const [key, content] of own) {
      if (content === undefined) rows.delete(key);
      else rows.set(key, content);
    }
    return rows;
  }

  #knownOwn(table: string): ReadonlyMap<string, Json | undefined> {
    const own = this.#own.known(table);
    if (own !== undefined) return own;
    throw new SpecqlError("SG925", "the mirror may not have what was last written here", {
      hint: "Wait until PostgreSQL is back.",
    });
  }
}

const UNKNOWN: Route = {
  phase: "postgres",
  percent: 0,
  path: null,
  now: 0,
  pendingSince: 0,
};

/** Whether reads may come from the file. */
function leadsByFile(route: Route): boolean {
  return route.path !== null && ["legacy", "dual_write", "shadow_read"].includes(route.phase);
}

/** A number from 0 to under 100 that belongs to a key. */
export function percentOf(table: string, key: string): number {
  const hash = createHash("sha256").update(`${table}\n${key}`).digest();
  return (hash.readUInt32BE(0) / 2 ** 32) * 100;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
