/**
 * The registry's file as the database: it is loaded into an embedded database in memory, calls run
 * there by the same rules, and what they change is written back before they end.
 */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type pg from "pg";
import { SpecqlError } from "../errors.ts";
import type { RowChange } from "../legacy/store-file/index.ts";
import { writeLegacyRows } from "../legacy/store-file/write.ts";
import { withFileLock } from "../library/file-lock.ts";
import { callFunction, callFunctionWith, type CallResult, writes } from "./call-function.ts";
import type { Database } from "./database.ts";
import type { MemoryDatabase } from "./embedded/open-embedded.ts";
import { cacheFolder } from "./mirrors.ts";
import { asPrincipal, localPrincipal, type Principal } from "./principal.ts";
import { hideOthers, importMirror, openEmpty, type StandbyOptions } from "./standby.ts";
import { inspectMirrors } from "./standby-files.ts";

export interface YamlOptions {
  readonly dataDir: string;
  readonly path: string | undefined;
  readonly afterMigrations?: StandbyOptions["afterMigrations"];
}

interface Loaded {
  readonly database: MemoryDatabase;
  readonly mark: string;
}

/** The registry's file, open. */
export class YamlDatabase implements Database {
  readonly kind = "embedded";
  readonly path: string;
  readonly #options: YamlOptions;
  #loaded: Loaded;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: YamlOptions, path: string, loaded: Loaded) {
    this.#options = options;
    this.path = path;
    this.#loaded = loaded;
  }

  /** Loads the file. SG138: none is named. SG291: there is no such file. */
  static async open(options: YamlOptions): Promise<YamlDatabase> {
    if (options.path === undefined) {
      throw new SpecqlError("SG138", "the backend yaml needs a file", {
        hint: "Name the registry's file in SPECQL_YAML_PATH.",
        field: "SPECQL_YAML_PATH",
      });
    }
    const path = resolve(options.path);
    return new YamlDatabase(options, path, await load(options, path));
  }

  /** For reads: what is written by it never reaches the file. */
  get pool(): pg.Pool {
    return this.#loaded.database.pool;
  }

  /** Calls a function of `app`, one at a time; what it changes is in the file when this resolves. */
  call(principal: Principal, call: { name: string; args: string }): Promise<CallResult> {
    const running = this.#last.then(() => this.#call(principal, call));
    this.#last = running.catch(() => {});
    return running;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#loaded.database.close();
  }

  async #call(principal: Principal, call: { name: string; args: string }): Promise<CallResult> {
    const run = (): Promise<CallResult> =>
      told(
        asPrincipal(this.pool, principal, (client) =>
          callFunctionWith(client, call.name, call.args),
        ),
      );
    if (!(await this.#writes(call.name))) {
      await this.#reload();
      return await run();
    }
    return await withFileLock(this.path, async () => {
      await this.#reload();
      const result = await run();
      try {
        await this.#writeBack();
      } catch (error) {
        // What is in memory is not in the file: the next call begins with the file.
        this.#loaded = { ...this.#loaded, mark: "" };
        throw error;
      }
      return result;
    });
  }

  async #writes(name: string): Promise<boolean> {
    const client = await this.pool.connect();
    try {
      return await writes(client, name);
    } finally {
      client.release();
    }
  }

  /** Somebody else may have written the file since it was loaded. */
  async #reload(): Promise<void> {
    if ((await markOf(this.path)) === this.#loaded.mark) return;
    const old = this.#loaded;
    this.#loaded = await load(this.#options, this.path);
    await old.database.close();
  }

  async #writeBack(): Promise<void> {
    const batch = await asPrincipal(this.pool, localPrincipal(), async (client) => {
      const { result } = await callFunction(client, "mirror_batch", {
        store: "registry",
        limit: 100_000,
      });
      const { outbox, rows, as_of } = result as {
        outbox: number[];
        as_of: string;
        rows: {
          source_table: string;
          row_key: string;
          position: number | null;
          content: RowChange["content"];
        }[];
      };
      await callFunction(client, "acknowledge_mirror", {
        store: "registry",
        outbox,
        sha256: "0".repeat(64),
        as_of,
      });
      return rows.map(({ source_table: table, row_key: key, position, content }) => ({
        table,
        key,
        content,
        ...(position !== null && { position }),
      }));
    });
    if (batch.length > 0) await writeLegacyRows("registry", this.path, batch);
    this.#loaded = { ...this.#loaded, mark: await markOf(this.path) };
  }
}

/** Opens the registry's file as a database. */
export function openYaml(options: YamlOptions): Promise<YamlDatabase> {
  return YamlDatabase.open(options);
}

async function load(options: YamlOptions, path: string): Promise<Loaded> {
  const mark = await markOf(path);
  const { files, unusable } = await inspectMirrors({
    registry: { path, format: "yaml", asOf: null, sha256: null },
  });
  const [file] = files;
  if (file === undefined) {
    throw new SpecqlError("SG291", `there is no ${path}`, {
      detail: unusable[0]?.problem,
      hint: "Check SPECQL_YAML_PATH.",
      field: "SPECQL_YAML_PATH",
    });
  }
  const database = await openEmpty({
    cache: cacheFolder(options.dataDir),
    ...(options.afterMigrations !== undefined && { afterMigrations: options.afterMigrations }),
  });
  try {
    await importMirror(database.pool, file);
    // The outbox says which rows a call has changed.
    await asPrincipal(database.pool, localPrincipal(), (client) =>
      callFunction(client, "attach_store", { store: "registry", path }),
    );
    await database.pool.query(
      "update specql_cutover.tb_store set phase = 'dual_write' where store = 'registry'",
    );
    await hideOthers(database.pool, ["registry"], OWN);
    return { database, mark };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What calls on the registry need besides it: their trail, and the outbox. */
const OWN = ["specql_audit", "specql_cutover", "specql_monitor"];

/** Where somebody asks for what the file does not hold. */
async function told(call: Promise<CallResult>): Promise<CallResult> {
  try {
    return await call;
  } catch (error) {
    const hidden =
      error instanceof SpecqlError &&
      error.code === "SG401" &&
      error.message.startsWith("permission denied for table");
    if (!hidden) throw error;
    throw new SpecqlError("SG139", "the backend yaml holds the registry and nothing else", {
      hint: "Set SPECQL_REPOSITORY_BACKEND to postgresql, or remove it.",
      field: "SPECQL_REPOSITORY_BACKEND",
      cause: error,
    });
  }
}

async function markOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeNs}`;
}
