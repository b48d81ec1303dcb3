/** By what the mirror knows a file again: whether anybody else has written to it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { endianness } from "node:os";
import { SpecqlError } from "../../errors.ts";
import type { FileFormat } from "./types.ts";

/**
 * 64 hexadecimal digits that are others once the file's content is. Of a text file they are the
 * SHA-256 of its bytes. A SQLite file may have gigabytes, so they are made of what every writing
 * transaction changes: the counters of its header, or, where it has a write-ahead log, the times
 * and sizes of file and log. Undefined: there is no file.
 */
export async function fingerprint(path: string, format: FileFormat): Promise<string | undefined> {
  try {
    return format === "sqlite" ? await ofSqlite(path) : await ofBytes(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (error instanceof SpecqlError || code === undefined) throw error;
    throw new SpecqlError("SG132", `${path} cannot be read or written`, {
      detail: code,
      hint: "Check the path and its permissions.",
      cause: error,
    });
  }
}

async function ofBytes(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function ofSqlite(path: string): Promise<string> {
  const header = await head(path, 100);
  const { size, mtimeNs } = await stat(path, { bigint: true });
  const hash = createHash("sha256");
  const usesLog = header.length === 100 && header[18] === 2;
  if (!usesLog) {
    // Change counter, pages, schema cookie, and for which counter the number of pages is valid.
    const counters = [header.subarray(24, 32), header.subarray(40, 44), header.subarray(92, 96)];
    return hash.update(`rollback ${size} ${Buffer.concat(counters).toString("hex")}`).digest("hex");
  }
  hash.update(`log ${size} ${mtimeNs}`);
  const log = await stat(`${path}-wal`, { bigint: true }).catch(() => undefined);
  if (log !== undefined && log.size > 0n && !(await isCheckpointed(`${path}-shm`))) {
    hash.update(` ${log.size} ${log.mtimeNs}`);
  }
  return hash.digest("hex");
}

/** Everything in the log is in the file too: the index of the log knows both counts. */
async function isCheckpointed(path: string): Promise<boolean> {
  const index = await head(path, 136).catch(() => Buffer.alloc(0));
  if (index.length < 100) return false;
  const number = (at: number): number =>
    endianness() === "LE" ? index.readUInt32LE(at) : index.readUInt32BE(at);
  return number(16) === number(96);
}

async function head(path: string, length: number): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}
