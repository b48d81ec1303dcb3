/**
 * What makes vectors of texts. One interface; behind it an HTTP endpoint, a local model, or the
 * database's own offline way, which needs nothing.
 */
import { type HttpOptions, httpEmbedder } from "./http.ts";
import { type ModelLoader, localEmbedder } from "./local.ts";
import { parseEmbedder } from "./setting.ts";
import { checkVectors, type Embedder } from "./vectors.ts";

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
