/** Opens a store where the configuration says that it is. */
import { env as processEnv } from "node:process";
import type pg from "pg";
import { resolve } from "node:path";
import { type Config, type Environment, parseConfig } from "../config.ts";
import type { Database } from "../database/database.ts";
import { FailoverPool } from "../database/failover-pool.ts";
import { readMirrors } from "../database/mirrors.ts";
import { checkSession, openDatabase } from "../database/open.ts";
import { prepareFailover } from "../database/postgres.ts";
import { localPrincipal, named, type Principal, type Role } from "../database/principal.ts";
import { SpecqlError } from "../errors.ts";
import { storeNamed, type StoreName } from "../legacy/store-file/index.ts";
import { FileSide } from "./file-side.ts";
import { measured } from "./measured.ts";
import { PostgresSide } from "./postgres-side.ts";
import { Router } from "./router.ts";
import { MemorySide, type Side } from "./side.ts";
import type { ListOptions, Store, StoredRow } from "./store.ts";
import type { StoreTables } from "./types.ts";
import { fits, toJson, toValue } from "./values.ts";

export interface OpenStoreOptions {
  /** Settings as variables; the process's own unless given. docs/library.md lists those that count. */
  readonly env?: Environment | undefined;
  /** The PostgreSQL, instead of DATABASE_URL. */
  readonly databaseUrl?: string | undefined;
  /** A legacy file to work on directly, without any database. */
  readonly path?: string | undefined;
  /** In memory, for tests: nothing is read and nothing is kept. */
  readonly inMemory?: boolean | undefined;
  /** A role to act as; without one the login acts with its own rights. */
  readonly role?: Role | undefined;
  /** Who acts, for the audit trail. */
  readonly actor?: string | undefined;
  /** Sessions on PostgreSQL at most; POSTGRES_POOL_SIZE unless given. */
  readonly poolSize?: number | undefined;
  /** Told in one line when a mirror answers instead of PostgreSQL; written to stderr unless given. */
  readonly notice?: ((line: string) => void) | undefined;
}

/**
 * Opens a store: the legacy file, PostgreSQL, or both, as the store's phase in the database has it.
 * Moves of the phase are followed while it is open. Close it when done.
 *
 *     const tasks = await openStore("tasks");
 *     const task = await tasks.get("tasks", "42");
 *     await tasks.put("tasks", "42", { ...task, status: "completed" });
 *     await tasks.close();
 */
export async function openStore<N extends keyof StoreTables>(
  name: N,
  options: OpenStoreOptions = {},
): Promise<Store<StoreTables[N]>> {
  const store = storeNamed(name);
  // oxlint-disable-next-line no-console -- where nobody listens, people shall read it
  const notice = options.notice ?? ((line: string) => console.error(line));
  return storeOn<StoreTables[N]>(store, await openSide(store, options, notice));
}

async function openSide(
  store: StoreName,
  options: OpenStoreOptions,
  notice: (line: string) => void,
): Promise<Side> {
  const env = options.env ?? processEnv;
  const config = parseConfig({ flags: { database: options.databaseUrl }, env });
  if (options.inMemory === true || config.repositoryBackend === "in_memory") {
    return new MemorySide();
  }
  if (options.path !== undefined) return openFile(store, resolve(options.path));
  if (config.repositoryBackend === "yaml") return openFile(store, yamlPath(store, config));
  return openRouter(store, config, { ...options, env, notice });
}

/** The file is read once, so that a wrong one is told now. */
async function openFile(store: StoreName, path: string): Promise<Side> {
  const side = new FileSide(store, path);
  await side.count("document");
  return side;
}

function yamlPath(store: StoreName, { yamlPath: path }: Config): string {
  if (store === "registry" && path !== undefined) return resolve(path);
  throw new SpecqlError("SG139", `the backend yaml holds the registry, not the store ${store}`, {
    hint: "Open the store with the option path, or with the backend postgresql.",
    field: "SPECQL_REPOSITORY_BACKEND",
  });
}

async function openRouter(
  store: StoreName,
  config: Config,
  options: OpenStoreOptions & { env: Environment; notice: (line: string) => void },
): Promise<Side> {
  const shared = await shareDatabase(config, options);
  const pool = shared.database.pool;
  const principal = principalOf(options, config);
  const postgres = new PostgresSide(pool, store, principal);
  const router = new Router({
    postgres,
    file: (path, lead) => new FileSide(store, path, lead),
    isGone: () => pool instanceof FailoverPool && pool.breaker.isOpen,
    mirrorPath: () =>
      readMirrors(config.dataDir)[store]?.path ??
      (store === "registry" && config.yamlPath !== undefined
        ? resolve(config.yamlPath)
        : undefined),
    notice: options.notice,
    percent: isSet(options.env["READ_FROM_POSTGRES_PERCENT"])
      ? config.readFromPostgresPercent
      : undefined,
    dualWrite: config.dualWriteMode,
  });
  const side: Side = {
    get: (table, key) => router.get(table, key),
    page: (table, page) => router.page(table, page),
    count: (table) => router.count(table),
    put: (table, key, content) => router.put(table, key, content),
    remove: (table, key) => router.remove(table, key),
    async close() {
      await router.close();
      await shared.release();
    },
  };
  return measured(side, { store, pool, principal, log: options.notice });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function principalOf(options: OpenStoreOptions, config: Config): Principal | undefined {
  // On the embedded database the login may everything; nobody else is there.
  const own = config.databaseUrl === undefined ? localPrincipal() : undefined;
  if (options.role === undefined && options.actor === undefined) return own;
  const { role: _own, ...rest } = own ?? { settings: {} };
  const role = options.role ?? own?.role;
  return named({ ...rest, ...(role !== undefined && { role }) }, options.actor);
}

interface Shared {
  readonly database: Database;
  release(): Promise<void>;
}

/** Stores of one process on one database share its sessions, and what is known of its health. */
const open = new Map<string, { database: Promise<Database>; users: number }>();

async function shareDatabase(config: Config, options: OpenStoreOptions): Promise<Shared> {
  const poolSize = options.poolSize ?? config.poolSize + config.maxOverflow;
  const name = JSON.stringify([config.databaseUrl ?? resolve(config.dataDir), poolSize]);
  const entry = open.get(name) ?? { database: openOne(config, poolSize), users: 0 };
  open.set(name, entry);
  entry.users += 1;
  const release = async (): Promise<void> => {
    entry.users -= 1;
    if (entry.users > 0) return;
    if (open.get(name) === entry) open.delete(name);
    await (await entry.database).close();
  };
  try {
    return { database: await entry.database, release: once(release) };
  } catch (error) {
    entry.users -= 1;
    if (open.get(name) === entry) open.delete(name);
    throw error;
  }
}

function openOne(config: Config, poolSize: number): Promise<Database> {
  if (config.databaseUrl === undefined) {
    return openDatabase({ ...config, statementTimeout: 0 }, { migrate: true, holder: "command" });
  }
  return Promise.resolve(
    prepareFailover(
      { url: config.databaseUrl, poolSize },
      {
        // The stores read their own mirrors.
        standby: () => Promise.reject(new SpecqlError("SG900", "the database cannot be reached")),
        verify: (session: Pick<pg.ClientBase, "query">) => checkSession(session, {}),
      },
    ),
  );
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

const PAGE = 1000;

/** A side as callers have it. */
function storeOn<Tables>(name: StoreName, side: Side): Store<Tables> {
  type Row<K extends keyof Tables> = Tables[K];
  const row = <K extends keyof Tables>(content: unknown): Row<K> => content as Row<K>;
  return {
    name,
    async get(table, key) {
      const content = await side.get(table, key);
      return content === undefined ? undefined : row(toValue(content));
    },
    async list<K extends keyof Tables & string>(table: K, options: ListOptions<Row<K>> = {}) {
      const limit = checkedLimit(options.limit);
      const filter = toJson(options.filter ?? {}, "filter") as Record<string, never>;
      const plain = Object.keys(filter).length === 0;
      const found: StoredRow<Row<K>>[] = [];
      let after = options.after;
      for (;;) {
        const size = plain ? Math.min(limit - found.length, PAGE) : PAGE;
        if (size === 0) return found;
        const rows = await side.page(table, { after, limit: size });
        for (const { key, content } of rows) {
          if (found.length < limit && (plain || fits(content, filter))) {
            found.push({ key, content: row<K>(toValue(content)) });
          }
        }
        if (rows.length < size || found.length >= limit) return found;
        after = rows.at(-1)!.key;
      }
    },
    count: (table) => side.count(table),
    async put(table, key, content) {
      checkKey(key);
      return row(toValue(await side.put(table, key, toJson(content))));
    },
    async remove(table, key) {
      checkKey(key);
      return side.remove(table, key);
    },
    close: once(() => side.close()),
  };
}

function checkedLimit(limit: number | undefined): number {
  if (limit === undefined) return PAGE;
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new SpecqlError("SG112", "limit must be a whole number, not below 0", { field: "limit" });
}

function checkKey(key: unknown): void {
  if (typeof key === "string" && key !== "") return;
  throw new SpecqlError("SG102", "key is missing", {
    hint: "Keys are texts; docs/library.md says how each is made.",
    field: "key",
  });
}
