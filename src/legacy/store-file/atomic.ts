/** Replaces a file in one step: whoever opens it sees the old content or the new, never a part. */
import { createHash, randomUUID } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { type FileHandle, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { kill, pid } from "node:process";
import { SpecqlError } from "../../errors.ts";

/** Takes bytes of the new file in their order. */
export type Sink = (bytes: Uint8Array | string) => Promise<void>;

export interface ReplaceOptions {
  /** Writes the new content. */
  readonly write: (sink: Sink) => Promise<void>;
  /** Asked when the new file is complete and on the disk, before it takes the old one's place. */
  readonly ready?: ((sha256: string) => Promise<void>) | undefined;
  /** The mark of the file that the new content was made from; any other was written by somebody else. */
  readonly from?: string | undefined;
}

/** A file that was replaced. */
export interface Replaced {
  readonly sha256: string;
  /** See identity(). */
  readonly mark: string;
}

const BUFFER = 1024 * 1024;
/** A draft of somebody else that is older than this was left behind. */
const ABANDONED_MILLISECONDS = 10 * 60_000;

/**
 * Writes a draft beside the file, with its mode and owner, and puts it in its place. SG342: somebody
 * else changed the file meanwhile; it stays as he left it.
 */
export async function replaceFile(
  given: string,
  { write, ready, from }: ReplaceOptions,
): Promise<Replaced> {
  // A link stays one: what it points at is replaced.
  const path = await realpath(given).catch(() => given);
  const before = await identity(path);
  if (from !== undefined && before?.mark !== from) throw changedMeanwhile(given);
  await removeDrafts(path);
  const draft = join(dirname(path), `${draftPrefix(path)}${pid}-${randomUUID()}`);
  try {
    const written = await writeDraft(draft, write, before);
    await ready?.(written.sha256);
    if ((await identity(path))?.mark !== before?.mark) throw changedMeanwhile(given);
    await rename(draft, path);
    await syncFolder(dirname(path));
    return written;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** SG342: what is in the file now was not written by us. */
export function changedMeanwhile(path: string): SpecqlError {
  return new SpecqlError("SG342", `somebody else is writing to ${path}`, {
    hint: "Nothing was overwritten. Stop the other writer, compare, and attach the file anew.",
  });
}

async function writeDraft(
  draft: string,
  write: (sink: Sink) => Promise<void>,
  before: Identity | undefined,
): Promise<Replaced> {
  const hash = createHash("sha256");
  const file = await open(draft, "wx", before?.mode ?? 0o644);
  try {
    if (before !== undefined) {
      await file.chmod(before.mode);
      // Only the superuser gives files away; for anybody else the owner is who wrote last.
      await file.chown(before.uid, before.gid).catch(refusedOnly);
    }
    let waiting: Uint8Array[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      if (waiting.length === 0) return;
      const bytes = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
      [waiting, size] = [[], 0];
      hash.update(bytes);
      await writeAll(file, bytes);
    };
    await write(async (given) => {
      const bytes = typeof given === "string" ? Buffer.from(given, "utf8") : given;
      waiting.push(bytes);
      size += bytes.length;
      if (size >= BUFFER) await flush();
    });
    await flush();
    // The system's clock for files stands still for milliseconds: whoever writes in the same one
    // would leave the same time. He cannot, where it is not one that the system gives.
    const now = Date.now() / 1000;
    await file.utimes(now, now);
    await file.sync();
    const { mark } = identityOf(await file.stat({ bigint: true }));
    return { sha256: hash.digest("hex"), mark };
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, null);
    at += bytesWritten;
  }
}

function refusedOnly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPERM" && error.code !== "EINVAL") throw error;
}

/** Whose a file is, and which. */
export interface Identity {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Another one as soon as somebody writes to the file or puts another in its place. */
  readonly mark: string;
}

/** What can be told of a file without reading it; undefined: there is none. */
export async function identity(path: string): Promise<Identity | undefined> {
  try {
    return identityOf(await stat(path, { bigint: true }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function identityOf(found: BigIntStats): Identity {
  return {
    mode: Number(found.mode) & 0o7777,
    uid: Number(found.uid),
    gid: Number(found.gid),
    mark: [found.dev, found.ino, found.size, found.mtimeNs].join(" "),
  };
}

/** The new name must survive a loss of power too. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder);
  await handle.sync();
}

function draftPrefix(path: string): string {
  return `.${basename(path)}.specql-`;
}

/** Removes what a run that was killed left beside the file. */
async function removeDrafts(path: string): Promise<void> {
  const folder = dirname(path);
  const prefix = draftPrefix(path);
  for (const name of await readdir(folder)) {
    const writer = /^(\d+)-[0-9a-f-]{36}$/.exec(
      name.startsWith(prefix) ? name.slice(prefix.length) : "",
    );
    if (writer === null) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined) continue;
    const old = Date.now() - found.mtimeMs > ABANDONED_MILLISECONDS;
    if (old || !isAlive(Number(writer[1]))) await rm(join(folder, name), { force: true });
  }
}

function isAlive(process: number): boolean {
  try {
    return kill(process, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
