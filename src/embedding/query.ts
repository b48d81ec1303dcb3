import type { Config } from "../config.ts";
import { type CallRows, openEmbedder } from "./embedder.ts";
import { parseEmbedder } from "./setting.ts";

/**
 * What a search is given beside its words where a provider is configured: the vector of the words,
 * and whose it is. Nothing for the offline provider, whose vectors the database makes itself.
 */
export async function queryVector(
  config: Pick<Config, "embedder" | "embedderKey">,
  query: string,
  api: { rows: CallRows },
): Promise<Readonly<Record<string, unknown>>> {
  const { embedder: setting, embedderKey: key } = config;
  if (setting === undefined || parseEmbedder(setting).kind === "offline") return {};
  const embedder = await openEmbedder(setting, { key, call: api.rows });
  const [embedding] = await embedder.embed([query]);
  return {
    query_embedding: embedding,
    provider: embedder.provider,
    provider_version: embedder.version,
  };
}
