/** Embedded databases for tests that are about them, whatever the run's own database is. */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder that is removed with `remove()`. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "specql-test-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Runs a file of this folder in a process of its own. */
export function child(file: string, args: string[], cwd?: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    ...(cwd !== undefined && { cwd }),
  });
}

/** The next message of a child, or an error with what it has printed. */
export function nextMessage<T>(process: ChildProcess): Promise<T> {
  let printed = "";
  process.stderr?.on("data", (bytes: Buffer) => (printed += bytes.toString()));
  return new Promise((resolve, reject) => {
    process.once("message", (message) => resolve(message as T));
    process.once("exit", (code) => reject(new Error(`it ended with ${code}: ${printed}`)));
  });
}
