/** An endpoint of the OpenAI embeddings shape: a hosted one, or a server on this machine. */
import { setTimeout as wait } from "node:timers/promises";
import { SpecqlError } from "../errors.ts";
import type { EmbedderSetting } from "./setting.ts";
import { badAnswer, checkVectors, type Embedder } from "./vectors.ts";

/** What an HTTP embedder needs beside its address. */
export interface HttpOptions {
  /** Sent as a bearer token; never printed, and sent to this address only. */
  readonly key?: string | undefined;
  /** Milliseconds before the first repetition; each later one waits twice as long. */
  readonly pause?: number;
}

/** How often a request is repeated that failed for a moment. */
const RETRIES = 4;
/** The longest that an endpoint may make us wait, in milliseconds. */
const LONGEST_PAUSE = 30_000;
/** Of an endpoint's own words, as many characters are passed on. */
const LONGEST_WORDS = 300;
/** 2048 vectors as text; more than that is no answer to our question. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

type HttpSetting = Extract<EmbedderSetting, { kind: "http" }>;

/** Makes the embedder; nothing is sent until it is used. */
export function httpEmbedder(setting: HttpSetting, options: HttpOptions): Embedder {
  return {
    provider: setting.url.host,
    version: setting.model.replace(/[^!-~]/g, "_").slice(0, 100),
    batch: setting.batch,
    async embed(texts) {
      if (texts.length === 0) return [];
      const answer = await repeated(setting, options, JSON.stringify(request(setting, texts)));
      return checkVectors(vectorsOf(answer), texts);
    },
  };
}

function request(setting: HttpSetting, texts: readonly string[]): object {
  return {
    model: setting.model,
    input: texts,
    encoding_format: "float",
    ...(setting.dimensions !== undefined && { dimensions: setting.dimensions }),
  };
}

/** The vectors in the order of the texts; an endpoint may answer in another. */
function vectorsOf(answer: unknown): unknown[] {
  const { data } = (answer ?? {}) as { data?: unknown };
  if (!Array.isArray(data)) throw badAnswer("there is no list called data");
  const vectors: unknown[] = Array.from({ length: data.length });
  const seen = new Set<number>();
  data.forEach((each: { index?: unknown; embedding?: unknown } | null, position) => {
    const index = typeof each?.index === "number" ? each.index : position;
    if (!(index >= 0 && index < data.length) || seen.has(index)) {
      throw badAnswer("its vectors are not numbered one by one");
    }
    seen.add(index);
    vectors[index] = each?.embedding;
  });
  return vectors;
}

async function repeated(
  setting: HttpSetting,
  options: HttpOptions,
  body: string,
): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await once(setting, options.key, body);
    if ("answer" in outcome) return outcome.answer;
    if (!outcome.passing || attempt === RETRIES) throw outcome.error;
    const pause = outcome.after ?? (options.pause ?? 500) * 2 ** attempt;
    await wait(Math.min(pause, LONGEST_PAUSE));
  }
}

type Outcome =
  | { answer: unknown }
  | { error: SpecqlError; passing: boolean; after?: number | undefined };

async function once(setting: HttpSetting, key: string | undefined, body: string): Promise<Outcome> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(setting.url, {
      method: "POST",
      // A key goes to the address it was meant for, and to no other.
      redirect: "error",
      headers: {
        "content-type": "application/json",
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body,
      signal: AbortSignal.timeout(setting.timeout),
    });
    text = await bounded(response);
  } catch (error) {
    if (error instanceof SpecqlError) return { error, passing: false };
    return { error: unreachable(setting, error), passing: true };
  }
  if (response.ok) {
    try {
      return { answer: JSON.parse(text) };
    } catch {
      return { error: badAnswer("it is no JSON"), passing: false };
    }
  }
  return {
    error: refused(setting, response.status, text, key),
    passing: response.status === 429 || response.status === 408 || response.status >= 500,
    after: retryAfter(response),
  };
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) throw badAnswer("it never ends");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function retryAfter(response: Response): number | undefined {
  const text = response.headers.get("retry-after") ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) * 1000 : undefined;
}

function unreachable(setting: HttpSetting, cause: unknown): SpecqlError {
  const timedOut = cause instanceof DOMException && cause.name === "TimeoutError";
  return new SpecqlError("SG920", "the embedding endpoint cannot be reached", {
    detail: timedOut
      ? `${setting.url.host} did not answer within ${setting.timeout / 1000} seconds.`
      : `Tried ${setting.url.origin}.`,
    hint: "Check SPECQL_EMBEDDER and that the endpoint runs. What was stored stays; run it again to go on.",
    field: "SPECQL_EMBEDDER",
    cause,
  });
}

function refused(
  setting: HttpSetting,
  status: number,
  text: string,
  key: string | undefined,
): SpecqlError {
  const hint =
    status === 401 || status === 403
      ? "Set SPECQL_EMBEDDER_KEY to a key of this endpoint."
      : "Check the name of the model and the address.";
  const words = wordsOf(text);
  // An endpoint that repeats the key must not make us print it.
  const said = key === undefined ? words : words.replaceAll(key, "…");
  return new SpecqlError("SG920", `the embedding endpoint answered ${status}`, {
    detail: `${setting.url.host}${said === "" ? "" : `: ${said.slice(0, LONGEST_WORDS)}`}`,
    hint,
    field: "SPECQL_EMBEDDER",
  });
}

function wordsOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === "string") return error;
    const message = (error as { message?: unknown } | undefined)?.message;
    return typeof message === "string" ? message : "";
  } catch {
    return "";
  }
}
