/**
 * (quality) How well search understands people: nDCG@10 over the labelled set of
 * test/fixtures/pattern-search.json, with the offline vectors. The third that was held back is
 * reported by itself.
 */
import type { Bench, Figure } from "./support/figures.ts";
import {
  labelledSet,
  registerSet,
  searchQuality,
  type Source,
  sources,
} from "../test/support/search-quality.ts";
import { registriesOn } from "./support/registry.ts";

const titles: Record<Source, string> = {
  websearch: "full text alone: websearch_to_tsquery and ts_rank",
  text: "full text alone: any of the words, weighed by rarity",
  synonym: "the same with synonyms",
  trigram: "trigrams alone",
  vector: "vectors alone",
  hybrid: "hybrid",
};

/** Runs (quality). */
export const quality: Bench = async (context) => {
  const registries = registriesOn(context.adminUrl);
  try {
    const set = await labelledSet();
    const database = await registries.create("bare");
    return await database.session(async (client) => {
      await registerSet(client, set);
      const figures: Figure[] = [];
      for (const [part, heldBack] of [
        ["tuned two thirds", false],
        ["held-back third", true],
      ] as const) {
        const queries = set.queries.filter((query) => query.held_back === heldBack);
        const measured = await searchQuality(client, queries);
        context.log(`(quality) ${part}: ${queries.length} queries`);
        const name = `(quality) ${part}, ${queries.length} queries:`;
        for (const source of sources) {
          figures.push({
            what: `${name} ${titles[source]}`,
            values: [measured[source]],
            unit: "score",
          });
        }
        for (const rival of ["vector", "text", "websearch"] as const) {
          figures.push({
            what: `${name} hybrid against ${titles[rival]}`,
            target: { bound: "at least", value: 1.15 },
            values: [measured.hybrid / measured[rival]],
            unit: "ratio",
          });
        }
      }
      return figures;
    });
  } finally {
    await registries.dropAll();
  }
};
