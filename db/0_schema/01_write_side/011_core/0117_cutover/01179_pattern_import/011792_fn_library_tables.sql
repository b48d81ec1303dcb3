-- 011792  specql_cutover.library_tables()
-- The tables of a legacy pattern library, in the order in which they go in.

create or replace function specql_cutover.library_tables()
  returns table (rank integer, source_table text, target text, pk_column text, fixed jsonb)
  language sql
  immutable
as $$
  values
    (1, 'languages', 'specql_pattern.tb_language', 'pk_language', '{}'::jsonb),
    (2, 'language_capabilities', 'specql_pattern.tb_language_capability', 'pk_language_capability', '{}'),
    (3, 'patterns', 'specql_pattern.tb_universal_pattern', 'pk_universal_pattern', '{"pattern_kind": "pattern"}'),
    (4, 'pattern_implementations', 'specql_pattern.tb_pattern_implementation', 'pk_pattern_implementation', '{}'),
    (5, 'pattern_dependencies', 'specql_pattern.tb_pattern_dependency', 'pk_pattern_dependency', '{}'),
    (6, 'expression_patterns', 'specql_pattern.tb_universal_pattern', 'pk_universal_pattern', '{"pattern_kind": "expression"}'),
    (7, 'expression_implementations', 'specql_pattern.tb_pattern_implementation', 'pk_pattern_implementation', '{}'),
    (8, 'universal_types', null, null, '{}'),
    (9, 'type_mappings', null, null, '{}'),
    (10, 'domain_patterns', 'specql_pattern.tb_domain_pattern', 'pk_domain_pattern', '{}'),
    (11, 'entity_templates', 'specql_pattern.tb_entity_template', 'pk_entity_template', '{}'),
    (12, 'entity_template_dependencies', 'specql_pattern.tb_pattern_dependency', 'pk_pattern_dependency', '{}'),
    (13, 'pattern_instantiations', 'specql_pattern.tb_pattern_instantiation', 'pk_pattern_instantiation', '{}');
$$;

comment on function specql_cutover.library_tables() is
  'The thirteen tables: rank (a row goes in after what it names), the table of ours with its key, and the values that '
  'every row of it gets. No target: the rows are kept as they are.';
