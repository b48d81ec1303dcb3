/** The tables of a memory workspace and of a pattern library, and the column that tells their rows apart. */

/** Both shapes of a memory workspace. */
const MEMORY_KEYS: Readonly<Record<string, string>> = {
  memory_entities: "id",
  memory_relations: "id",
  memory_tags: "id",
  raw_documents: "id",
  structured_facts: "id",
  evolution_kpis: "id",
  decisions: "id",
  agent_prompts: "id",
  agent_runs: "id",
  pal_user_profiles: "id",
  pal_focus_windows: "id",
  pal_stress_levels: "id",
  pal_events: "id",
};

const LIBRARY_KEYS: Readonly<Record<string, string>> = {
  patterns: "pattern_id",
  languages: "language_id",
  pattern_implementations: "implementation_id",
  universal_types: "type_id",
  type_mappings: "mapping_id",
  expression_patterns: "expression_id",
  expression_implementations: "expr_implementation_id",
  language_capabilities: "capability_id",
  pattern_dependencies: "dependency_id",
  domain_patterns: "domain_pattern_id",
  entity_templates: "entity_template_id",
  entity_template_dependencies: "dependency_id",
  pattern_instantiations: "instantiation_id",
};

/** The tables that make a file a memory workspace. */
export const MEMORY_TABLES: readonly string[] = Object.keys(MEMORY_KEYS);

/** The tables that make a file a pattern library. Which columns they have is the database's matter. */
export const LIBRARY_TABLES: readonly string[] = Object.keys(LIBRARY_KEYS);

/**
 * The columns whose values are the key of a row: of a planned table the one that the database goes
 * by, whatever key the file declares (a table that was copied declares none); else the declared ones.
 */
export function keyColumns(
  table: string,
  columns: readonly string[],
  declared: readonly string[],
): readonly string[] {
  const planned = { ...MEMORY_KEYS, ...LIBRARY_KEYS }[table];
  return planned !== undefined && columns.includes(planned) ? [planned] : declared;
}
