/** Patterns and vectors for tests. */
import type pg from "pg";

/** A vector of 384 numbers that depends on its seed alone. */
export function vectorOf(seed: number): number[] {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return Array.from({ length: 384 }, () => {
    // Xorshift: enough to point somewhere else for each seed.
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 31 - 1;
  });
}

/** Cosine distance, in double precision. */
export function distance(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  a.forEach((x, i) => {
    const y = b[i] ?? Number.NaN;
    dot += x * y;
    lengthA += x * x;
    lengthB += y * y;
  });
  return 1 - dot / Math.sqrt(lengthA * lengthB);
}

/** What a test registers: everything but the name has a default. */
export interface SomePattern {
  readonly name: string;
  readonly category?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly embedding?: readonly number[];
  readonly deprecated?: boolean;
}

/** Registers patterns through the public door, in one statement each. */
export async function register(
  client: pg.ClientBase | pg.Pool,
  patterns: readonly SomePattern[],
): Promise<void> {
  for (const pattern of patterns) {
    await client.query("select app.register_pattern($1, $2, $3, '{}', '{}', $4, $5)", [
      pattern.name,
      pattern.category ?? "workflow",
      pattern.description ?? null,
      pattern.tags ?? [],
      pattern.embedding ?? null,
    ]);
    if (pattern.deprecated === true) {
      await client.query("select app.deprecate_pattern($1, 'test')", [pattern.name]);
    }
  }
}

/** A large library without texts worth reading: written behind the triggers, with vectors of its own. */
export async function fillLibrary(client: pg.ClientBase, count: number): Promise<void> {
  await client.query(
    "select app.register_pattern_category('bulk ' || g) from generate_series(0, 9) as g",
  );
  // In steps: the embedded database ends statements that take too long.
  for (let from = 1; from <= count; from += 100) {
    await client.query(
      `insert into specql_pattern.tb_domain_pattern (pattern_name, fk_pattern_category, description, tags, deprecated_at, deprecated_reason)
       select 'bulk ' || g, specql_pattern.pattern_category_pk('bulk ' || g % 10), 'number ' || g,
         case when g % 97 = 0 then array['rare', 'even'] when g % 2 = 0 then array['even'] else '{}' end,
         case when g % 50 = 0 then now() end, case when g % 50 = 0 then 'old' end
       from generate_series($1::integer, $2::integer) as g`,
      [from, Math.min(from + 99, count)],
    );
  }
}
