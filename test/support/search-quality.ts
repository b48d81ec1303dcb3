/** The labelled set of searches, and how well the sources of a search answer it. */
import { readFile } from "node:fs/promises";
import type pg from "pg";

interface LabelledQuery {
  readonly query: string;
  /** 3 is what was meant, 2 would do, 1 is related. */
  readonly relevant: Readonly<Record<string, number>>;
  readonly held_back: boolean;
}

interface LabelledSet {
  readonly patterns: readonly {
    pattern_name: string;
    pattern_category: string;
    description: string;
    tags: string[];
  }[];
  readonly queries: readonly LabelledQuery[];
}

/** Ways to answer, each by itself and all together. */
export const sources = ["websearch", "text", "synonym", "trigram", "vector", "hybrid"] as const;
export type Source = (typeof sources)[number];

/** Reads the set. */
export async function labelledSet(): Promise<LabelledSet> {
  const file = new URL("../fixtures/pattern-search.json", import.meta.url);
  return JSON.parse(await readFile(file, "utf8")) as LabelledSet;
}

/** Registers the set's patterns. */
export async function registerSet(client: pg.ClientBase, set: LabelledSet): Promise<void> {
  await client.query(
    `select app.register_pattern(p.pattern_name, p.pattern_category, p.description, '{}', '{}', p.tags)
     from jsonb_to_recordset($1) as p (pattern_name text, pattern_category text, description text, tags text[])`,
    [JSON.stringify(set.patterns)],
  );
}

/** Normalised discounted cumulative gain of the first ten; gain 2^grade - 1. */
export function ndcg(found: readonly string[], relevant: Readonly<Record<string, number>>): number {
  const sum = (grades: readonly number[]): number =>
    grades.slice(0, 10).reduce((total, grade, i) => total + (2 ** grade - 1) / Math.log2(i + 2), 0);
  const ideal = sum(Object.values(relevant).toSorted((a, b) => b - a));
  return sum(found.map((name) => relevant[name] ?? 0)) / ideal;
}

/** The mean nDCG@10 of each source over these queries, with the offline vectors. */
export async function searchQuality(
  client: pg.ClientBase,
  queries: readonly LabelledQuery[],
): Promise<Record<Source, number>> {
  const totals = Object.fromEntries(sources.map((source) => [source, 0])) as Record<Source, number>;
  for (const { query, relevant } of queries) {
    const { rows } = await client.query<Record<string, number | null> & { pattern_name: string }>(
      `select pattern_name, text_rank, synonym_rank, trigram_rank, vector_rank
       from app.find_patterns($1, "limit" => 1000)`,
      [query],
    );
    const by = (rank: string): string[] =>
      rows
        .filter((row) => row[rank] !== null)
        .toSorted((a, b) => Number(a[rank]) - Number(b[rank]))
        .map((row) => row.pattern_name);
    // What PostgreSQL does when nobody helps: all words, ranked by ts_rank.
    const { rows: plain } = await client.query<{ pattern_name: string }>(
      `select p.pattern_name
       from specql_pattern.tb_domain_pattern as p, websearch_to_tsquery('pg_catalog.english', $1) as q
       where p.search_document @@ q order by ts_rank(p.search_document, q) desc, 1 limit 10`,
      [query],
    );
    const answers: Record<Source, string[]> = {
      websearch: plain.map((row) => row.pattern_name),
      text: by("text_rank"),
      synonym: by("synonym_rank"),
      trigram: by("trigram_rank"),
      vector: by("vector_rank"),
      hybrid: rows.map((row) => row.pattern_name),
    };
    for (const source of sources)
      totals[source] += ndcg(answers[source], relevant) / queries.length;
  }
  return totals;
}
