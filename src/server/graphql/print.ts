/** The GraphQL schema as text: what `schema.graphql` holds. */
import type pg from "pg";
import { makeSchema } from "postgraphile";
import { lexicographicSortSchema, printSchema } from "postgraphile/graphql";
import { makePreset } from "./preset.ts";

/** Prints the schema of a migrated database, sorted, so that only real changes show. */
export async function printedSchema(pool: pg.Pool): Promise<string> {
  const { schema } = await makeSchema(
    makePreset({ pool, settingsFor: () => ({}), report: () => {}, maxRequestLength: 1 }),
  );
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
