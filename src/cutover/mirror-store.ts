/** Writes to the legacy file of one store what PostgreSQL holds: one batch at a time. */
import { hostname } from "node:os";
import { kill, pid } from "node:process";
import { randomBytes } from "node:crypto";
import { type StoreName as KnownStore, writeMirror } from "../database/mirrors.ts";
import { SpecqlError } from "../errors.ts";
import type { Json, JsonObject } from "../legacy/document.ts";
import { FileMemory } from "../legacy/store-file/file-memory.ts";
import { fingerprint, FORMATS, type RowChange, storeNamed } from "../legacy/store-file/index.ts";
import { type WholeRow, writeLegacyRows, writeWholeFile } from "../legacy/store-file/write.ts";
import { readIntent, removeIntent, writeIntent } from "./intent.ts";
import { type MirrorPort, storeStates } from "./port.ts";

/** What a mirror works with. */
export interface MirrorContext {
  readonly port: MirrorPort;
  /** Beside it stands stores.json, where the fallback looks. */
  readonly dataDir: string;
  /** Who writes: one process at a time. */
  readonly holder: string;
  readonly log: (line: string) => void;
  /** Rows of one batch at most. */
  readonly limit?: number | undefined;
}

/** What one step came to. */
export interface Step {
  /** Somebody else is the store's mirror. */
  readonly held: boolean;
  /** Rows that were written. */
  readonly rows: number;
  /** There is more to write. */
  readonly more: boolean;
}

const ROWS = 1000;
const PAGE = 1000;
const LEASE_SECONDS = 15;
const NOTHING: Step = { held: false, rows: 0, more: false };

/** A name that says which process of which machine it is. */
export function mirrorHolder(): string {
  return `${hostname()}/${pid}/${randomBytes(4).toString("hex")}`;
}

/** The mirror of one store: it remembers when its lease runs out, and how it left the file. */
export class StoreMirror {
  readonly store: KnownStore;
  readonly #context: MirrorContext;
  readonly #memory = new FileMemory();
  #leaseUntil = 0;

  constructor(store: string, context: MirrorContext) {
    this.store = storeNamed(store);
    this.#context = context;
  }

  /**
   * Writes one batch and acknowledges it. Killed at any moment, it leaves the old file or the new
   * one, and the next step does the same again, to the same effect.
   */
  async step(): Promise<Step> {
    if (!(await this.#claim())) return { held: true, rows: 0, more: false };
    const { port, limit = ROWS } = this.#context;
    const batch = asBatch(await port.exact("mirror_batch", { store: this.store, limit }));
    if (batch.path === null || ["legacy", "retired"].includes(batch.phase)) return NOTHING;
    const stamp = await this.#stampOf(batch.path, batch.sha256);
    const written =
      batch.rebuild || batch.rows.length > 0
        ? await this.#write(batch.path, batch, stamp)
        : { sha256: stamp };
    await port.call("acknowledge_mirror", {
      store: this.store,
      outbox: batch.outbox,
      sha256: written.sha256 ?? null,
      as_of: batch.as_of,
      rebuilt: batch.rebuild,
    });
    await removeIntent(batch.path);
    writeMirror(this.#context.dataDir, this.store, {
      path: batch.path,
      format: batch.format,
      asOf: batch.as_of,
      sha256: written.sha256 ?? null,
    });
    return { held: false, rows: batch.rows.length, more: batch.pending > 0 };
  }

  /** Gives the lease back, so that nobody has to wait until it runs out. */
  async release(): Promise<void> {
    if (this.#leaseUntil === 0) return;
    this.#leaseUntil = 0;
    const { port, holder } = this.#context;
    await port.call("claim_mirror", { store: this.store, holder, seconds: 0 });
  }

  /** Whether we may write. A lease that has most of its time left is not asked for again. */
  async #claim(): Promise<boolean> {
    const now = Date.now();
    if (this.#leaseUntil - now > (LEASE_SECONDS * 1000) / 2) return true;
    const { port, holder } = this.#context;
    const claim = async (by: string, seconds: number): Promise<boolean> => {
      const { result } = await port.call("claim_mirror", {
        store: this.store,
        holder: by,
        seconds,
      });
      return result === true;
    };
    let claimed = await claim(holder, LEASE_SECONDS);
    if (!claimed) {
      const other = (await storeStates(port)).find(({ store }) => store === this.store);
      if (other?.mirror_holder != null && isDead(other.mirror_holder)) {
        await claim(other.mirror_holder, 0);
        claimed = await claim(holder, LEASE_SECONDS);
      }
    }
    this.#leaseUntil = claimed ? now + LEASE_SECONDS * 1000 : 0;
    return claimed;
  }

  /** The fingerprint that the file must have when it is written; SG341 when it has another. */
  async #stampOf(path: string, mirrored: string | null): Promise<string | undefined> {
    const left = await this.#memory.of(path);
    const found = left?.sha256 ?? (await fingerprint(path, FORMATS[this.store]));
    if (mirrored === null || found === undefined || found === mirrored) return found;
    const intent = await readIntent(path);
    // The mirror itself wrote this, and was ended before it could say so: in its last try, or in
    // the one before, whose file the last one found and was ended before it could replace it.
    if (intent !== undefined && (intent.to === found || intent.from === found)) return found;
    if (intent?.to === null) return found;
    // Compared with what it was left as, so that it is refused with the reason.
    return mirrored;
  }

  async #write(path: string, batch: Batch, stamp: string | undefined): Promise<{ sha256: string }> {
    const options = {
      stamp,
      memory: this.#memory,
      ready: async (to: string | undefined) => {
        // A large file takes its time; whoever took over meanwhile must not be written over.
        if (!(await this.#claim())) {
          throw new SpecqlError("SG344", `somebody else mirrors the store ${this.store} now`, {
            hint: "Nothing was written. One mirror for each store is enough.",
          });
        }
        await writeIntent(path, { from: stamp ?? null, to: to ?? null });
      },
      onRewritten: () =>
        this.#context.log(
          `${this.store}: ${path} was written anew; its comments could not be kept`,
        ),
    };
    if (!batch.rebuild) return await writeLegacyRows(this.store, path, batch.rows, options);
    return await writeWholeFile(
      this.store,
      path,
      storeRows(this.#context.port, this.store),
      options,
    );
  }
}

interface Batch {
  readonly path: string | null;
  readonly format: string;
  readonly phase: string;
  readonly rebuild: boolean;
  readonly sha256: string | null;
  readonly as_of: string;
  readonly outbox: Json;
  readonly rows: readonly RowChange[];
  readonly pending: number;
}

function asBatch(answer: Json): Batch {
  const batch = answer as JsonObject;
  const rows = (batch["rows"] as readonly JsonObject[]).map((row, index): RowChange => ({
    table: row["source_table"] as string,
    key: row["row_key"] as string,
    content: row["content"] ?? null,
    // They come in the order of the file; the positions themselves may be too long for a number.
    position: index,
  }));
  return { ...(batch as unknown as Batch), rows };
}

/** All rows of a store as its file should have them, table by table, page by page. */
export async function* storeRows(port: MirrorPort, store: string): AsyncGenerator<WholeRow> {
  const tables = (await port.exact("store_tables", { store })) as readonly Json[];
  for (const entry of tables) {
    const table = typeof entry === "string" ? entry : (entry as JsonObject)["source_table"];
    let after: Json = null;
    for (;;) {
      const page = (await port.exact("store_rows", {
        store,
        source_table: table,
        after,
        limit: PAGE,
      })) as readonly JsonObject[];
      for (const row of page) {
        yield {
          table: table as string,
          key: row["row_key"] as string,
          content: row["content"] ?? null,
        };
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      after = last["position"] ?? null;
    }
  }
}

/** A holder of this machine whose process has ended: killed, it could not give its lease back. */
function isDead(holder: string): boolean {
  const [host, process] = holder.split("/");
  if (host !== hostname() || process === undefined || !/^\d+$/.test(process)) return false;
  try {
    kill(Number(process), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
