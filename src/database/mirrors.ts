/**
 * Where the mirror of each store is, written down beside the embedded data: when PostgreSQL is gone,
 * it cannot be asked.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { pid } from "node:process";
import { SpecqlError } from "../errors.ts";

/** The stores that have a legacy file, in the order in which they are loaded. */
export const STORES = [
  "registry",
  "types",
  "patterns",
  "services",
  "memory",
  "network",
  "tasks",
] as const;
export type StoreName = (typeof STORES)[number];

/** What is known of a store's mirror. */
export interface Mirror {
  /** Absolute, or relative to the file that says it. */
  readonly path: string;
  readonly format: string;
  /** The time of the database's state that the file shows; null before the first write. */
  readonly asOf: string | null;
  /** Of the file, as it was last written or attached. */
  readonly sha256: string | null;
}

export type Mirrors = Partial<Record<StoreName, Mirror>>;

/** `.specql/data` has `.specql/stores.json`; any other directory has its own name in front. */
export function mirrorsFile(dataDir: string): string {
  return beside(dataDir, "stores.json");
}

/** Where what can be made again is kept. */
export function cacheFolder(dataDir: string): string {
  return beside(dataDir, "cache");
}

function beside(dataDir: string, name: string): string {
  const path = resolve(dataDir);
  return basename(path) === "data" ? join(dirname(path), name) : `${path}.${name}`;
}

/** All mirrors that are written down, with absolute paths; none where there is no such file. */
export function readMirrors(dataDir: string): Mirrors {
  const file = mirrorsFile(dataDir);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw unreadable(file, error);
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw unreadable(file, error);
  }
  const mirrors: Mirrors = {};
  for (const store of STORES) {
    const entry = (found as Record<string, Partial<Mirror> | undefined> | null)?.[store];
    if (typeof entry?.path !== "string") continue;
    mirrors[store] = {
      path: resolve(dirname(file), entry.path),
      format: String(entry.format ?? ""),
      asOf: entry.asOf ?? null,
      sha256: entry.sha256 ?? null,
    };
  }
  return mirrors;
}

/** Writes one store's mirror down, or strikes it out. The file is replaced as a whole. */
export function writeMirror(dataDir: string, store: StoreName, mirror: Mirror | undefined): void {
  const file = mirrorsFile(dataDir);
  const { [store]: _old, ...others } = readMirrors(dataDir);
  const next: Mirrors = mirror === undefined ? others : { ...others, [store]: mirror };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${pid}.new`;
  writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function unreadable(file: string, cause: unknown): SpecqlError {
  return new SpecqlError("SG923", "the list of mirrors cannot be read", {
    detail: `${file}: ${(cause as Error).message}`,
    hint: "Attach the stores again, or let the mirror write once.",
    cause,
  });
}
