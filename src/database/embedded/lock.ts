/**
 * Who has the embedded database's directory open. The lock is an exclusive SQLite transaction: the
 * operating system drops it with its process, however that ends. Who holds it stands in a file.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SpecqlError } from "../../errors.ts";

/** What a holder says about itself. */
export interface Holder {
  pid: number;
  kind: "server" | "command";
  startedAt: string;
  /** Where a server answers. */
  url?: string;
}

/** The files beside a data directory. */
export interface DataFiles {
  readonly lock: string;
  readonly holder: string;
  readonly server: string;
}

/** A held lock. */
export interface DataLock {
  readonly files: DataFiles;
  release(): void;
}

/** `.specql/data` has `.specql/server.json`; any other directory has its own name in front. */
export function dataFiles(dataDir: string): DataFiles {
  const path = resolve(dataDir);
  const own = (name: string): string =>
    basename(path) === "data" ? join(dirname(path), name) : `${path}.${name}`;
  return { lock: `${path}.lock`, holder: own("holder.json"), server: own("server.json") };
}

/** Takes the directory for this process, or undefined when another process has it. */
export function takeDataLock(dataDir: string, holder: Holder): DataLock | undefined {
  const files = dataFiles(dataDir);
  let database: DatabaseSync;
  try {
    mkdirSync(dirname(files.lock), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(files.lock);
  } catch (error) {
    throw new SpecqlError("SG121", "the data directory cannot be written", {
      detail: dirname(files.lock),
      hint: "Set SPECQL_DATA_DIR to a directory that you may write to.",
      cause: error,
    });
  }
  try {
    database.exec("pragma busy_timeout = 0; begin exclusive");
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === 5) return undefined;
    throw new SpecqlError("SG121", "the data directory cannot be locked", {
      detail: files.lock,
      hint: "Set SPECQL_DATA_DIR to a directory on a local disk that you may write to.",
      cause: error,
    });
  }
  // Left by a process that was killed.
  rmSync(files.server, { force: true });
  writeJson(files.holder, holder);
  return {
    files,
    release() {
      rmSync(files.server, { force: true });
      rmSync(files.holder, { force: true });
      database.close();
    },
  };
}

/** Who said to hold the directory; undefined when nobody did, or is just saying it. */
export function readHolder(dataDir: string): Holder | undefined {
  return readJson<Holder>(dataFiles(dataDir).holder);
}

/** The server that has the directory open, as it says itself. */
export function readServer(dataDir: string): Holder | undefined {
  return readJson<Holder>(dataFiles(dataDir).server);
}

/** Publishes where the server answers: only once it does. */
export function writeServer(files: DataFiles, server: Holder): void {
  writeJson(files.server, server);
}

function writeJson(path: string, value: unknown): void {
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return undefined;
  }
}
