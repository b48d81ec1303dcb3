/** Makes the vectors that a provider still lacks, one batch after the other. */
import type { Embedder } from "./vectors.ts";

/** What the work needs of the database. */
export interface Patterns {
  rows(
    functionName: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
  result(functionName: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** How far it is. */
export interface EmbedProgress {
  /** Called once, with how many there are to do. */
  begin(total: number): void;
  step(done: number): void;
  /** True when somebody wants it to stop: the batch at hand is finished first. */
  stopped(): boolean;
}

export interface Embedded {
  readonly provider: string;
  readonly version: string;
  readonly embedded: number;
  readonly remaining: number;
}

/** How many names are asked for at a time. */
const PAGE = 500;

/**
 * Embeds each pattern that has no vector of this provider and version, or one of an older text;
 * with `all`, every pattern. Each vector is stored as it comes, so whoever is interrupted goes on
 * where he was, and the old vectors stay until the new ones replace them.
 */
export async function embedPatterns(
  database: Patterns,
  embedder: Embedder,
  options: { all: boolean; progress: EmbedProgress },
): Promise<Embedded> {
  const { progress } = options;
  const pending = (after: string | undefined) =>
    database.rows("pending_embeddings", {
      provider: embedder.provider,
      // No vector has this version, so every pattern is listed.
      provider_version: options.all ? `${embedder.version}#all` : embedder.version,
      limit: PAGE,
      ...(after !== undefined && { after_name: after }),
    });

  const total = await count(pending);
  progress.begin(total);
  let embedded = 0;
  let after: string | undefined;
  for (;;) {
    const page = await pending(after);
    if (page.length === 0) break;
    for (let start = 0; start < page.length; start += embedder.batch) {
      if (progress.stopped()) return outcome(embedder, embedded, total);
      const batch = page.slice(start, start + embedder.batch);
      const vectors = await embedder.embed(batch.map((row) => String(row["embedded_text"])));
      for (const [index, row] of batch.entries()) {
        await database.result("set_pattern_embedding", {
          pattern_name: row["pattern_name"],
          provider: embedder.provider,
          provider_version: embedder.version,
          embedding: vectors[index],
        });
        embedded += 1;
      }
      progress.step(embedded);
    }
    after = String(page.at(-1)?.["pattern_name"]);
  }
  return outcome(embedder, embedded, Math.max(total, embedded));
}

async function count(
  pending: (after: string | undefined) => Promise<readonly Readonly<Record<string, unknown>>[]>,
): Promise<number> {
  let total = 0;
  let after: string | undefined;
  for (;;) {
    const page = await pending(after);
    total += page.length;
    if (page.length < PAGE) return total;
    after = String(page.at(-1)?.["pattern_name"]);
  }
}

function outcome(embedder: Embedder, embedded: number, total: number): Embedded {
  const { provider, version } = embedder;
  return { provider, version, embedded, remaining: total - embedded };
}
