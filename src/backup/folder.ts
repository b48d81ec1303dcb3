/** Where backups lie: none is there by halves, and old ones go. */
import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { SpecqlError } from "../errors.ts";
import { flush, holdsOnly, MANIFEST, type Manifest, readManifest } from "./manifest.ts";

const DAY = 86_400_000;

/** Backups in the making; one that is older than a day has nobody who makes it. */
const PART = /^\.specql-backup-[0-9a-f]{12}\.part$/;

/** Where a backup will stand, and whether it is one of several in a folder of backups. */
export interface Place {
  readonly path: string;
  readonly folder?: string;
}

/** A folder (or a name that ends with a slash) gets a backup named by the time; else the name is its own. */
export async function placeFor(wanted: string, now: Date): Promise<Place> {
  const path = resolve(wanted);
  const found = await lstat(path).catch(() => undefined);
  if (wanted.endsWith(sep) || (found?.isDirectory() === true && !(await has(path, MANIFEST)))) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const name = `specql-${now.toISOString().replace(/[-:]|\.\d+/g, "")}`;
    if (!(await has(path, name))) return { path: join(path, name), folder: path };
    return { path: join(path, `${name}-${randomBytes(2).toString("hex")}`), folder: path };
  }
  if (found !== undefined) throw taken(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return { path };
}

/** Lets `make` fill a folder and gives it its name at the end, at once or never. */
export async function atomically<T>(place: Place, make: (draft: string) => Promise<T>): Promise<T> {
  const parent = dirname(place.path);
  await removeAbandoned(parent);
  const draft = join(parent, `.specql-backup-${randomBytes(6).toString("hex")}.part`);
  await mkdir(draft, { mode: 0o700 });
  try {
    const result = await make(draft);
    if (await has(parent, basename(place.path))) throw taken(place.path);
    await rename(draft, place.path);
    await flush(parent);
    return result;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** What became of the backups of a folder. */
export interface Retention {
  readonly removed: readonly string[];
  /** Old, but with files that we did not put there. */
  readonly kept: readonly string[];
}

/**
 * Removes backups that are older than so many days: only what has our manifest and holds nothing else,
 * and never the newest.
 */
export async function removeOld(folder: string, keepDays: number, now: Date): Promise<Retention> {
  const backups: { path: string; at: number; manifest: Manifest }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    const manifest = await readManifest(path).catch(() => undefined);
    const at = Date.parse(manifest?.createdAt ?? "");
    if (manifest !== undefined && Number.isFinite(at)) backups.push({ path, at, manifest });
  }
  backups.sort((a, b) => b.at - a.at);
  const removed: string[] = [];
  const kept: string[] = [];
  for (const { path, at, manifest } of backups.slice(1)) {
    if (now.getTime() - at <= keepDays * DAY) continue;
    const ours = await holdsOnly(path, manifest).catch(() => false);
    if (ours) {
      // Renamed first: one that is being removed is no backup any more.
      const going = join(folder, `.specql-backup-${randomBytes(6).toString("hex")}.part`);
      await rename(path, going);
      await rm(going, { recursive: true, force: true });
    }
    (ours ? removed : kept).push(path);
  }
  return { removed, kept };
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!PART.test(name)) continue;
    const path = join(folder, name);
    const age = Date.now() - (await lstat(path)).mtimeMs;
    if (age > DAY) await rm(path, { recursive: true, force: true });
  }
}

async function has(folder: string, name: string): Promise<boolean> {
  return (await lstat(join(folder, name)).catch(() => undefined)) !== undefined;
}

function taken(path: string): SpecqlError {
  return new SpecqlError("SG137", "there is something at this place already", {
    detail: path,
    hint: "Name a place where nothing is, or a folder of backups.",
    field: "file",
  });
}
