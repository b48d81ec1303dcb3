/** Opens the legacy file of each store. */
import { stat } from "node:fs/promises";
import { SpecqlError } from "../../errors.ts";
import { openSqliteStore } from "./read-sqlite.ts";
import { openJson, openYaml } from "./read-text.ts";
import { FORMATS, type LegacyFile, STORES, type StoreName } from "./types.ts";

/**
 * Opens the legacy file of a store. SG240: there is no such store; SG241: there is no such file;
 * SG130 and SG131: it is not what it should be.
 */
export async function openLegacyFile(store: string, path: string): Promise<LegacyFile> {
  const known = storeNamed(store);
  try {
    const found = await stat(path);
    if (!found.isFile()) {
      throw new SpecqlError("SG131", `${path}: this is no file`, { hint: "Name a file." });
    }
    switch (FORMATS[known]) {
      case "yaml":
        return await openYaml(known, path);
      case "json":
        return await openJson(known, path);
      case "sqlite":
        return await openSqliteStore(known, path);
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

/** The store of this name; SG240 when there is none. */
export function storeNamed(name: string): StoreName {
  const found = STORES.find((store) => store === name);
  if (found !== undefined) return found;
  throw new SpecqlError("SG240", `there is no store '${name}'`, {
    hint: `The stores are ${STORES.join(", ")}.`,
    field: "store",
  });
}

/** The file system's errors, said as ours. */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof SpecqlError || !(error instanceof Error)) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  if (code === "ENOENT") {
    return new SpecqlError("SG241", `there is no legacy file ${path}`, {
      hint: "Check the path, or name the file anew with 'specql cutover attach'.",
      cause: error,
    });
  }
  return new SpecqlError("SG132", `${path} cannot be read or written`, {
    detail: code,
    hint: "Check the path and its permissions.",
    cause: error,
  });
}
