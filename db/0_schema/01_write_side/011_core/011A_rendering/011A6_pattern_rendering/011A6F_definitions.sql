-- 011A6F  the patterns' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('patterns', 'languages', 1, 'specql_cutover.lr_patterns_languages');
select specql_cutover.define_legacy_table('patterns', 'language_capabilities', 2, 'specql_cutover.lr_patterns_language_capabilities');
select specql_cutover.define_legacy_table('patterns', 'patterns', 3, 'specql_cutover.lr_patterns_patterns');
select specql_cutover.define_legacy_table('patterns', 'pattern_implementations', 4, 'specql_cutover.lr_patterns_pattern_implementations');
select specql_cutover.define_legacy_table('patterns', 'pattern_dependencies', 5, 'specql_cutover.lr_patterns_pattern_dependencies');
select specql_cutover.define_legacy_table('patterns', 'expression_patterns', 6, 'specql_cutover.lr_patterns_expression_patterns');
select specql_cutover.define_legacy_table('patterns', 'expression_implementations', 7, 'specql_cutover.lr_patterns_expression_implementations');
select specql_cutover.define_legacy_table('patterns', 'domain_patterns', 8, 'specql_cutover.lr_patterns_domain_patterns');
select specql_cutover.define_legacy_table('patterns', 'entity_templates', 9, 'specql_cutover.lr_patterns_entity_templates');
select specql_cutover.define_legacy_table('patterns', 'entity_template_dependencies', 10, 'specql_cutover.lr_patterns_entity_template_dependencies');
select specql_cutover.define_legacy_table('patterns', 'pattern_instantiations', 11, 'specql_cutover.lr_patterns_pattern_instantiations');
select specql_cutover.define_legacy_table('patterns', '*', 20, 'specql_cutover.lr_patterns_rest');
