import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { SpecqlError } from "../errors.ts";
import { LARGEST_YAML_BYTES, decodeText, wrongFile } from "../legacy/text.ts";

/** A text file as an import takes it. */
export interface TextFile {
  text: string;
  /** SHA-256 of the bytes, in hex. */
  hash: string;
}

/** Reads a whole text file; refuses one that is too large before reading it. */
export async function readTextFile(name: string, decode = decodeText): Promise<TextFile> {
  const bytes = await explained(name, async () => {
    const found = await stat(name);
    if (found.isDirectory()) throw wrongFile(name, "this is a directory", "Name a file.");
    if (found.size > LARGEST_YAML_BYTES) {
      throw wrongFile(
        name,
        `the file has ${found.size} bytes, more than the ${LARGEST_YAML_BYTES} read at once`,
        "Is it a registry? One filled to the last code has about one megabyte.",
      );
    }
    return await readFile(name);
  });
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { text: decode(bytes, name), hash };
}

/** Writes a file in one step: whoever reads it sees the old text or the new, never half. */
export async function writeTextFile(name: string, text: string): Promise<void> {
  const draft = join(dirname(resolve(name)), `.${randomUUID()}.draft`);
  await explained(name, async () => {
    try {
      await writeFile(draft, text, { flag: "wx" });
      await rename(draft, name);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  });
}

/** Paths of all files below a directory, relative to it, with slashes, sorted. */
export async function filesBelow(directory: string): Promise<string[]> {
  const found = await explained(directory, () =>
    readdir(directory, { recursive: true, withFileTypes: true }),
  );
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !/(^|\/)(\.git|node_modules)\//.test(path))
    .toSorted();
}

/** Turns the file system's errors into ours. */
async function explained<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof SpecqlError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      throw new SpecqlError("SG291", `there is no ${name}`, {
        hint: "Check the path.",
        cause: error,
      });
    }
    throw new SpecqlError("SG132", `${name} cannot be read or written`, {
      detail: code,
      hint: "Check the path and its permissions.",
      cause: error,
    });
  }
}
