/** Which embedder is meant: what `SPECQL_EMBEDDER` says. */
import { SpecqlError } from "../errors.ts";
import { DIMENSIONS, wrongDimensions } from "./vectors.ts";

/** The offline provider's name: the database makes its vectors, and keeps them up to date itself. */
export const OFFLINE = "specql-offline";

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
