/** A sentence model from a directory on this machine, through a package that need not be there. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { SpecqlError } from "../errors.ts";
import { badAnswer, checkVectors, type Embedder } from "./vectors.ts";

/** The package that runs models; optional, because it brings a runtime of hundreds of megabytes. */
export const MODELS_PACKAGE = "@huggingface/transformers";

/** As much of the package as is used. */
export interface Models {
  readonly env: {
    allowRemoteModels: boolean;
    allowLocalModels: boolean;
    localModelPath: string;
  };
  pipeline(task: "feature-extraction", model: string): Promise<Extractor>;
}
type Extractor = (
  texts: readonly string[],
  options: { pooling: "mean"; normalize: boolean },
) => Promise<{ tolist(): unknown }>;

/** Loads the package. */
export type ModelLoader = () => Promise<Models>;

/** Opens the model in a directory; nothing is downloaded. */
export async function localEmbedder(
  path: string,
  load: ModelLoader = loadModels,
): Promise<Embedder> {
  const directory = resolve(path);
  const version = await versionOf(directory);
  const models = await load();
  models.env.allowRemoteModels = false;
  models.env.allowLocalModels = true;
  models.env.localModelPath = dirname(directory);
  let extract: Extractor;
  try {
    extract = await models.pipeline("feature-extraction", basename(directory));
  } catch (error) {
    throw new SpecqlError("SG179", "the local model cannot be loaded", {
      detail: error instanceof Error ? error.message.slice(0, 500) : undefined,
      hint: "The directory needs config.json, tokenizer.json and onnx/model.onnx.",
      field: "SPECQL_EMBEDDER",
      cause: error,
    });
  }
  return {
    provider: "transformers",
    version,
    batch: 32,
    async embed(texts) {
      if (texts.length === 0) return [];
      const vectors = (await extract(texts, { pooling: "mean", normalize: true })).tolist();
      if (!Array.isArray(vectors)) throw badAnswer("the model gave no list of vectors");
      return checkVectors(vectors, texts);
    },
  };
}

/** From our own packages, else from those of the directory that the command runs in. */
async function loadModels(): Promise<Models> {
  try {
    return modelsOf(await import(MODELS_PACKAGE as string));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
  }
  let found: string;
  try {
    found = createRequire(join(resolve(), "package.json")).resolve(MODELS_PACKAGE);
  } catch (error) {
    throw new SpecqlError("SG177", `the package ${MODELS_PACKAGE} is not installed`, {
      hint: `Run: npm install ${MODELS_PACKAGE}. Or use an HTTP endpoint, or the offline provider.`,
      field: "SPECQL_EMBEDDER",
      cause: error,
    });
  }
  return modelsOf(await import(pathToFileURL(found).href));
}

function modelsOf(module: unknown): Models {
  const { default: inner, ...own } = module as Models & { default?: Models };
  const models = typeof own.pipeline === "function" ? own : inner;
  if (typeof models?.pipeline !== "function") {
    throw new SpecqlError("SG177", `this version of ${MODELS_PACKAGE} cannot be used`, {
      hint: "Versions 3 and 4 have the function pipeline.",
      field: "SPECQL_EMBEDDER",
    });
  }
  return models;
}

/** The directory's name and what its model is: another model in the same place is another version. */
async function versionOf(directory: string): Promise<string> {
  const files = await modelFiles(directory);
  const hash = createHash("sha256");
  for (const file of files) {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  }
  const name = basename(directory)
    .replace(/[^!-~]/g, "_")
    .slice(0, 60);
  return `${name}@${hash.digest("hex").slice(0, 12)}`;
}

async function modelFiles(directory: string): Promise<string[]> {
  const missing = (detail: string): SpecqlError =>
    new SpecqlError("SG177", "there is no model in this directory", {
      detail,
      hint: "Name a directory with config.json, tokenizer.json and onnx/model.onnx.",
      field: "SPECQL_EMBEDDER",
    });
  let names: string[];
  try {
    if (!(await stat(directory)).isDirectory()) throw missing(`${directory} is no directory.`);
    names = await readdir(directory);
    // Where the weights lie; nothing else below matters.
    if (names.includes("onnx")) {
      names.push(...(await readdir(join(directory, "onnx"))).map((name) => join("onnx", name)));
    }
  } catch (error) {
    if (error instanceof SpecqlError) throw error;
    throw missing(`${directory}: ${(error as NodeJS.ErrnoException).code ?? "unreadable"}.`);
  }
  const files = names.filter(
    (name) => name === "config.json" || name === "tokenizer.json" || name.endsWith(".onnx"),
  );
  if (!files.includes("config.json")) throw missing(`${directory} has no config.json.`);
  return files.toSorted().map((name) => join(directory, name));
}
