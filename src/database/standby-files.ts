/** How the mirror of each store is read, and by which function of `app` it is taken in. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { SpecqlError } from "../errors.ts";
import type { Json, JsonObject } from "../legacy/document.ts";
import { decodeJson } from "../legacy/json-reader.ts";
import { readPatternLibrary } from "../legacy/pattern-library.ts";
import { exactJson } from "../legacy/exact-json.ts";
import { readRegistryYaml, readServicesYaml } from "../legacy/read.ts";
import { fingerprint, FORMATS, openLegacyFile } from "../legacy/store-file/index.ts";
import { decodeText } from "../legacy/text.ts";
import { readTypeRegistry } from "../legacy/type-registry.ts";
import type { Mirror, Mirrors, StoreName } from "./mirrors.ts";
import { STORES } from "./mirrors.ts";

/** A mirror as it is on the disk now. */
export interface MirrorFile {
  readonly store: StoreName;
  readonly path: string;
  readonly sha256: string;
  /** The database's state that it shows, or when it was last changed. */
  readonly asOf: Date;
  readonly bytes: number;
}

/** A mirror that cannot be used, and why. */
export interface UnusableMirror {
  readonly store: StoreName;
  readonly path: string;
  readonly problem: string;
}

/** A larger file is not loaded into memory to be asked by SQL. */
export const LARGEST_MIRROR = 64 * 1024 * 1024;

export interface Loader {
  readonly functionName: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly load: (path: string) => Promise<JsonObject>;
}

const text = (path: string, read: (text: string, name: string) => JsonObject) =>
  readFile(path).then((bytes) => read(decodeText(bytes, path), path));

/** Every table of a workspace, as its rows stand in the file. */
async function memoryDocument(path: string): Promise<JsonObject> {
  const file = await openLegacyFile("memory", path);
  try {
    const tables: Record<string, JsonObject> = Object.create(null);
    for (const table of file.tables()) {
      const rows: Json[] = [];
      for await (const { key, content } of file.rows(table)) {
        rows.push({ $key: key, $value: content });
      }
      tables[table] = { columns: [], rows };
    }
    return { tables };
  } finally {
    await file.close();
  }
}

async function jsonDocument(path: string): Promise<JsonObject> {
  return exactJson(decodeJson(await readFile(path), path)) as JsonObject;
}

/** By store. The zone is that of `specql import`, for times that carry none. */
export const LOADERS: Record<StoreName, Loader> = {
  registry: {
    functionName: "import_registry",
    options: { timezone: "Europe/Paris" },
    load: (path) => text(path, readRegistryYaml),
  },
  services: {
    functionName: "import_services",
    options: { timezone: "Europe/Paris" },
    load: (path) => text(path, readServicesYaml),
  },
  types: {
    functionName: "import_types",
    // What comes along with the migrations gives way to the file.
    options: { replace: true },
    load: async (path) => readTypeRegistry(decodeJson(await readFile(path), path), path),
  },
  patterns: {
    functionName: "import_patterns",
    load: async (path) => (await readPatternLibrary(path)).document,
  },
  memory: { functionName: "import_memory", load: memoryDocument },
  network: { functionName: "import_network", load: jsonDocument },
  tasks: { functionName: "import_tasks", load: jsonDocument },
};

/** Looks at the mirrors that are known: which can be loaded, and how they are now. */
export async function inspectMirrors(
  mirrors: Mirrors,
): Promise<{ files: MirrorFile[]; unusable: UnusableMirror[] }> {
  const files: MirrorFile[] = [];
  const unusable: UnusableMirror[] = [];
  for (const store of STORES) {
    const mirror = mirrors[store];
    if (mirror === undefined) continue;
    const found = await inspect(store, mirror).catch((error: unknown) => {
      const { code, message } = error as NodeJS.ErrnoException;
      return { store, path: mirror.path, problem: code ?? message };
    });
    if ("problem" in found) unusable.push(found);
    else files.push(found);
  }
  return { files, unusable };
}

async function inspect(store: StoreName, mirror: Mirror): Promise<MirrorFile | UnusableMirror> {
  const { path } = mirror;
  const { size, mtime } = await stat(path);
  if (size > LARGEST_MIRROR) {
    const problem = `${size} bytes are too many to be asked by SQL in memory`;
    return { store, path, problem };
  }
  const sha256 = await sha256Of(path);
  const left = await fingerprint(path, FORMATS[store]);
  const shown = mirror.sha256 === left && mirror.asOf !== null ? new Date(mirror.asOf) : mtime;
  return { store, path, sha256, asOf: shown, bytes: size };
}

/** SHA-256 of a file's bytes, in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** Reads a mirror; what is wrong with it is said with its store. */
export async function loadMirror(file: MirrorFile): Promise<JsonObject> {
  const loader = LOADERS[file.store];
  try {
    return await loader.load(file.path);
  } catch (error) {
    const problem = error instanceof SpecqlError ? error : undefined;
    throw new SpecqlError("SG923", `the mirror of ${file.store} cannot be read`, {
      detail: problem === undefined ? file.path : `${file.path}: ${problem.message}`,
      hint: problem?.hint,
      cause: error,
    });
  }
}
