/**
 * One writer of a file at a time, whichever process it is in. The lock is an exclusive SQLite
 * transaction on a file beside it: the operating system drops it with its process.
 */
import { DatabaseSync } from "node:sqlite";
import { SpecqlError } from "../errors.ts";

/** How long somebody else's write is waited for. */
const PATIENCE = 10_000;
const BUSY = 5;

/** Runs work while nobody else holds the lock of this file. SG396: somebody holds it for too long. */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  patience: number = PATIENCE,
): Promise<T> {
  const lock = await taken(`${path}.lock`, Date.now() + patience, path);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function taken(file: string, end: number, path: string): Promise<DatabaseSync> {
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    const lock = tried(file, path);
    if (lock !== undefined) return lock;
    if (Date.now() > end) {
      throw new SpecqlError("SG396", `somebody else is writing ${path}`, {
        detail: `The lock is ${file}.`,
        hint: "Try again; one process at a time writes the file.",
      });
    }
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
}

/** The lock, or undefined while another process has it. */
function tried(file: string, path: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec("begin exclusive");
    return lock;
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === BUSY) return undefined;
    throw new SpecqlError("SG132", `${path} cannot be read or written`, {
      detail: `${file}: ${(error as Error).message}`,
      hint: "Check the path and its permissions.",
      cause: error,
    });
  }
}
