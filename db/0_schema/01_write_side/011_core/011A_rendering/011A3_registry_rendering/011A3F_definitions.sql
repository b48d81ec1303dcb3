-- 011A3F  the registry's legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('registry', 'document', 1, 'specql_cutover.lr_registry_document');
select specql_cutover.define_legacy_table('registry', 'domains', 2, 'specql_cutover.lr_registry_domains');
select specql_cutover.define_legacy_table('registry', 'subdomains', 3, 'specql_cutover.lr_registry_subdomains');
select specql_cutover.define_legacy_table('registry', 'entities', 4, 'specql_cutover.lr_registry_entities');
select specql_cutover.define_legacy_table('registry', 'read_entities', 5, 'specql_cutover.lr_registry_read_entities');
