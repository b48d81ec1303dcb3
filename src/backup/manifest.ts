/** What a backup says about itself: what it holds, and the hash of each of its files. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SpecqlError } from "../errors.ts";

/** The file that makes a folder a backup. */
export const MANIFEST = "manifest.json";

/** The folder with the data, beside the manifest. */
export const PAYLOAD = "data";

const FORMAT = "specql-backup/1";

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly kind: "postgresql" | "embedded";
  readonly createdAt: string;
  /** The version of this program. */
  readonly specqlVersion: string;
  /** Major version of the PostgreSQL that the data is of. */
  readonly serverVersion: number;
  /** Major version of pg_dump; absent where it was not used. */
  readonly toolVersion?: number;
  /** The last migration that had run; null where none had. */
  readonly lastMigration: string | null;
  readonly files: readonly FileEntry[];
}

/** A file of the backup; the path is relative to it, with slashes. */
export interface FileEntry {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Hashes every file below `folder/data`, and makes sure that the disk has them. */
export async function sealedFiles(folder: string): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const path of await filesBelow(folder, PAYLOAD)) {
    const file = join(folder, path);
    entries.push({ path, size: (await lstat(file)).size, sha256: await hashOf(file) });
    await flush(file);
  }
  return entries;
}

/** Writes the manifest, last of all: a folder without one is no backup. */
export async function writeManifest(
  folder: string,
  facts: Omit<Manifest, "format">,
): Promise<Manifest> {
  const manifest: Manifest = { format: FORMAT, ...facts };
  const text = JSON.stringify(manifest, null, 2);
  const sealed = `${text.slice(0, -2)},\n  "sha256": "${sha256(text)}"\n}\n`;
  const handle = await open(join(folder, MANIFEST), "wx", 0o600);
  try {
    await handle.writeFile(sealed);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await flush(folder);
  return manifest;
}

/** Reads a manifest and checks it against its own hash; SG136 where it is none, or was changed. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), "utf8");
  } catch (error) {
    throw new SpecqlError("SG136", "this is no backup", {
      detail: `${folder} has no ${MANIFEST}.`,
      hint: "Name the folder that 'specql backup' made.",
      cause: error,
    });
  }
  let manifest: Manifest & { sha256: unknown };
  try {
    manifest = JSON.parse(text) as typeof manifest;
  } catch (error) {
    throw damaged(`${MANIFEST} is no JSON: it was cut short or changed.`, error);
  }
  const { sha256: seal, ...rest } = manifest;
  if (seal !== sha256(JSON.stringify(rest, null, 2))) {
    throw damaged(`${MANIFEST} is not as it was written.`);
  }
  if (rest.format !== FORMAT) {
    throw new SpecqlError("SG136", `the backup has the format ${String(rest.format)}`, {
      hint: "Restore it with the version of specql that made it.",
    });
  }
  return rest;
}

/** Reads every file of a backup and compares it with the manifest; SG136 names the first that differs. */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<void> {
  const there = new Set(await filesBelow(folder, PAYLOAD));
  for (const { path, size, sha256: expected } of manifest.files) {
    if (!there.delete(path)) throw damaged(`${path} is missing.`);
    const file = join(folder, path);
    const actual = (await lstat(file)).size;
    if (actual !== size) throw damaged(`${path} has ${actual} bytes instead of ${size}.`);
    if ((await hashOf(file)) !== expected) throw damaged(`${path} is not as it was written.`);
  }
  const [extra] = there;
  if (extra !== undefined) throw damaged(`${extra} does not belong to it.`);
}

/** Whether a folder holds nothing but the backup that the manifest describes. */
export async function holdsOnly(folder: string, manifest: Manifest): Promise<boolean> {
  const known = new Set([MANIFEST, ...manifest.files.map(({ path }) => path)]);
  return (await filesBelow(folder, "")).every((path) => known.has(path));
}

/** Paths of all files below a part of a folder. Links and the like are no files of a backup. */
export async function filesBelow(folder: string, part: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(folder, part), { withFileTypes: true })) {
    const path = part === "" ? entry.name : `${part}/${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await filesBelow(folder, path)));
    else if (entry.isFile()) paths.push(path);
    else throw damaged(`${path} is neither a file nor a folder.`);
  }
  return paths.toSorted((a, b) => (a < b ? -1 : 1));
}

/** Makes sure that the disk has a file, or the names in a folder. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function damaged(detail: string, cause?: unknown): SpecqlError {
  return new SpecqlError("SG136", "the backup is damaged", {
    detail,
    hint: "Nothing was restored. Take another backup.",
    ...(cause !== undefined && { cause }),
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(part as Buffer);
  }
  return hash.digest("hex");
}
