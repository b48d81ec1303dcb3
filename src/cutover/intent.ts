/**
 * What the mirror is about to do to a file, written down beside it. A process that is killed
 * between writing the file and saying so leaves this note: the next one then knows that it was
 * the mirror, and nobody else, that wrote.
 */
import { open, readFile, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { syncFolder } from "../legacy/store-file/atomic.ts";

export interface Intent {
  /** The file's fingerprint before. */
  readonly from: string | null;
  /** After; null where it is not known before the file is written. */
  readonly to: string | null;
}

async function fileOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => path);
  return join(dirname(real), `.${basename(real)}.specql-intent`);
}

/** The note beside the file, if there is one that was written to its end. */
export async function readIntent(path: string): Promise<Intent | undefined> {
  let text: string;
  try {
    text = await readFile(await fileOf(path), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const found = JSON.parse(text) as Partial<Intent>;
  return { from: found.from ?? null, to: found.to ?? null };
}

/** Writes the note; it is on the disk when this returns. */
export async function writeIntent(path: string, intent: Intent): Promise<void> {
  const file = await fileOf(path);
  const draft = `${file}.new`;
  {
    await using handle = await open(draft, "w", 0o600);
    await handle.writeFile(`${JSON.stringify(intent)}\n`);
    await handle.sync();
  }
  await rename(draft, file);
  await syncFolder(dirname(file));
}

/** Takes the note away: the database knows what was written. */
export async function removeIntent(path: string): Promise<void> {
  const file = await fileOf(path);
  await rm(file, { force: true });
  await rm(`${file}.new`, { force: true });
}
