/**
 * What makes vectors of texts. One interface; behind it an HTTP endpoint, a local model, or the
 * database's own offline way, which needs nothing.
 */
import { SpecqlError } from "../errors.ts";
import { type HttpOptions, httpEmbedder } from "./http.ts";
import { type ModelLoader, localEmbedder } from "./local.ts";

/** Every vector has this many numbers: the column in the database says so. */
export const DIMENSIONS = 384;

/** A provider of vectors. Vectors of different providers or versions are never compared. */
export interface Embedder {
  /** Who makes the vectors, and which version: stored with each of them. */
  readonly provider: string;
  readonly version: string;
  /** How many texts are embedded at a time. */
  readonly batch: number;
  /** One vector for each text, in their order. */
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
}

/** The offline provider's name: the database makes its vectors, and keeps them up to date itself. */
export const OFFLINE = "specql-offline";

/** Calls a function of `app` that returns rows. */
export type CallRows = (
  functionName: string,
  args: Readonly<Record<string, unknown>>,
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** What openEmbedder needs beside the setting. */
export interface EmbedderOptions extends HttpOptions {
  /** The database, for the offline provider. */
  readonly call: CallRows;
  /** Loads the package of local models; the real one unless a test says otherwise. */
  readonly loadModels?: ModelLoader;
}

/**
 * The embedder that a setting names: `offline`, `local:/path/to/model`, or the URL of an endpoint of
 * the OpenAI embeddings shape with `?model=…` (and `dimensions`, `batch`, `timeout` in seconds).
 */
export async function openEmbedder(
  setting: string | undefined,
  options: EmbedderOptions,
): Promise<Embedder> {
  const parsed = parseEmbedder(setting ?? "offline");
  switch (parsed.kind) {
    case "offline":
      return await offlineEmbedder(options.call);
    case "local":
      return await localEmbedder(parsed.path, options.loadModels);
    case "http":
      return httpEmbedder(parsed, options);
  }
}

/** What a setting says. */
export type EmbedderSetting =
  | { kind: "offline" }
  | { kind: "local"; path: string }
  | {
      kind: "http";
      url: URL;
      model: string;
      dimensions: number | undefined;
      batch: number;
      timeout: number;
    };

/** Reads a setting; throws SG177, whose message never quotes it: it may hold a key. */
export function parseEmbedder(setting: string): EmbedderSetting {
  if (setting === "offline" || setting === OFFLINE) return { kind: "offline" };
  if (setting.startsWith("local:")) {
    const path = setting.slice("local:".length);
    if (path === "") throw wrongSetting("local: names no directory");
    return { kind: "local", path };
  }
  const url = URL.canParse(setting) ? new URL(setting) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw wrongSetting("the embedder is neither offline, nor local:PATH, nor a URL");
  }
  if (url.username !== "" || url.password !== "") {
    throw wrongSetting("the URL of the embedder holds a password; set SPECQL_EMBEDDER_KEY instead");
  }
  const query = new URLSearchParams(url.search);
  const known = ["model", "dimensions", "batch", "timeout"];
  const stranger = [...query.keys()].find((key) => !known.includes(key));
  if (stranger !== undefined) throw wrongSetting(`the embedder has no setting '${stranger}'`);
  const model = query.get("model") ?? "";
  if (model === "") throw wrongSetting("the URL of the embedder names no model");
  const dimensions = numberIn(query, "dimensions", undefined, 1, 100_000);
  if (dimensions !== undefined && dimensions !== DIMENSIONS) throw wrongDimensions(dimensions);
  url.search = "";
  url.hash = "";
  if (!/\/embeddings\/?$/.test(url.pathname)) {
    url.pathname = `${url.pathname.replace(/\/$/, "")}/embeddings`;
  }
  return {
    kind: "http",
    url,
    model,
    dimensions,
    batch: numberIn(query, "batch", 64, 1, 2048),
    timeout: numberIn(query, "timeout", 60, 1, 3600) * 1000,
  };
}

function numberIn<T extends number | undefined>(
  query: URLSearchParams,
  name: string,
  otherwise: T,
  least: number,
  most: number,
): number | T {
  const text = query.get(name);
  if (text === null) return otherwise;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw wrongSetting(`${name} of the embedder must be a whole number from ${least} to ${most}`);
  }
  return number;
}

function wrongSetting(message: string): SpecqlError {
  return new SpecqlError("SG177", message, {
    hint: "For example offline, local:/models/all-MiniLM-L6-v2, or http://localhost:11434/v1?model=all-minilm.",
    field: "SPECQL_EMBEDDER",
  });
}

/** SG178: a provider whose vectors have another length cannot be used; they are never cut or padded. */
export function wrongDimensions(found: number): SpecqlError {
  return new SpecqlError(
    "SG178",
    `the provider's vectors have ${found} numbers, not ${DIMENSIONS}`,
    {
      detail: "Vectors are not cut, padded or projected: that would change what they say.",
      hint: `Use a model of ${DIMENSIONS} dimensions such as all-MiniLM-L6-v2, or ask for them with &dimensions=${DIMENSIONS} where the endpoint can.`,
      field: "SPECQL_EMBEDDER",
    },
  );
}

/** Refuses an answer that is not one usable vector for each text (SG178, SG179). */
export function checkVectors(
  vectors: readonly unknown[],
  texts: readonly string[],
): readonly (readonly number[])[] {
  if (vectors.length !== texts.length) {
    throw badAnswer(`it gave ${vectors.length} vectors for ${texts.length} texts`);
  }
  for (const vector of vectors) {
    if (!Array.isArray(vector)) throw badAnswer("a vector is no list of numbers");
    if (vector.length !== DIMENSIONS) throw wrongDimensions(vector.length);
    if (!vector.every((each) => typeof each === "number" && Number.isFinite(each))) {
      throw badAnswer("a vector holds something that is no number");
    }
    if (vector.every((each) => each === 0)) throw badAnswer("a vector has nothing but zeros");
  }
  return vectors as number[][];
}

/** SG179: the provider answered, and the answer cannot be used. */
export function badAnswer(detail: string): SpecqlError {
  return new SpecqlError("SG179", "the embedding provider's answer cannot be used", {
    detail: `Of the provider: ${detail}.`,
    hint: "Check that the endpoint speaks the OpenAI embeddings shape, and the name of the model.",
    field: "SPECQL_EMBEDDER",
  });
}

async function offlineEmbedder(call: CallRows): Promise<Embedder> {
  const one = async (text: string) => {
    const [row] = await call("embed_text", { text });
    return row ?? {};
  };
  const { provider, provider_version: version } = await one("text");
  return {
    provider: String(provider),
    version: String(version),
    batch: 100,
    async embed(texts) {
      const vectors: unknown[] = [];
      for (const text of texts) vectors.push((await one(text))["embedding"]);
      return checkVectors(vectors, texts);
    },
  };
}
