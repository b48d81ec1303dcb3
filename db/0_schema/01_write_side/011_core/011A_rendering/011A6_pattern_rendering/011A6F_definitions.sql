-- 011A6F  the patterns' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('patterns', 'languages', 1, 'specql_cutover.lr_patterns_languages',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'language_capabilities', 2, 'specql_cutover.lr_patterns_language_capabilities',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'patterns', 3, 'specql_cutover.lr_patterns_patterns',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'pattern_implementations', 4, 'specql_cutover.lr_patterns_pattern_implementations',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'pattern_dependencies', 5, 'specql_cutover.lr_patterns_pattern_dependencies',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'expression_patterns', 6, 'specql_cutover.lr_patterns_expression_patterns',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'expression_implementations', 7, 'specql_cutover.lr_patterns_expression_implementations',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'domain_patterns', 8, 'specql_cutover.lr_patterns_domain_patterns',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'entity_templates', 9, 'specql_cutover.lr_patterns_entity_templates',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'entity_template_dependencies', 10, 'specql_cutover.lr_patterns_entity_template_dependencies',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', 'pattern_instantiations', 11, 'specql_cutover.lr_patterns_pattern_instantiations',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');
select specql_cutover.define_legacy_table('patterns', '*', 20, 'specql_cutover.lr_patterns_rest',
  'specql_cutover.load_patterns', 'specql_cutover.remove_pattern_row');

select specql_cutover.mirror_table('specql_pattern.tb_language', 'patterns', 'languages', 'specql_cutover.library_row_key(r.legacy, r.pk_language)');
select specql_cutover.mirror_table('specql_pattern.tb_language_capability', 'patterns', 'language_capabilities', 'specql_cutover.library_row_key(r.legacy, r.pk_language_capability)');
select specql_cutover.mirror_table('specql_pattern.tb_domain_pattern', 'patterns', 'domain_patterns', 'specql_cutover.library_row_key(r.legacy, r.pk_domain_pattern)');
select specql_cutover.mirror_table('specql_pattern.tb_entity_template', 'patterns', 'entity_templates', 'specql_cutover.library_row_key(r.legacy, r.pk_entity_template)');
select specql_cutover.mirror_table('specql_pattern.tb_pattern_instantiation', 'patterns', 'pattern_instantiations', 'specql_cutover.library_row_key(r.legacy, r.pk_pattern_instantiation)');
select specql_cutover.mirror_table('specql_pattern.tb_universal_pattern', 'patterns', '*', 'specql_cutover.library_row_key(r.legacy, r.pk_universal_pattern)',
  $$case r.pattern_kind when 'pattern' then 'patterns' else 'expression_patterns' end$$);
select specql_cutover.mirror_table('specql_pattern.tb_pattern_implementation', 'patterns', '*', 'specql_cutover.library_row_key(r.legacy, r.pk_pattern_implementation)',
  $$(select case u.pattern_kind when 'pattern' then 'pattern_implementations' else 'expression_implementations' end
    from specql_pattern.tb_universal_pattern as u where u.pk_universal_pattern = r.fk_universal_pattern)$$);
select specql_cutover.mirror_table('specql_pattern.tb_pattern_dependency', 'patterns', '*', 'specql_cutover.library_row_key(r.legacy, r.pk_pattern_dependency)',
  $$case when r.fk_universal_pattern is null then 'entity_template_dependencies' else 'pattern_dependencies' end$$);
select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'patterns', '*', 'r.row_key', 'r.source_table', $$r.kind = 'patterns'$$);
