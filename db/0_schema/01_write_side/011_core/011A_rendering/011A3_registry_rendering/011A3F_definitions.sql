-- 011A3F  the registry's legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('registry', 'document', 1, 'specql_cutover.lr_registry_document',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row');
select specql_cutover.define_legacy_table('registry', 'domains', 2, 'specql_cutover.lr_registry_domains',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_domain');
select specql_cutover.define_legacy_table('registry', 'subdomains', 3, 'specql_cutover.lr_registry_subdomains',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_subdomain');
select specql_cutover.define_legacy_table('registry', 'entities', 4, 'specql_cutover.lr_registry_entities',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_entity_registration');
select specql_cutover.define_legacy_table('registry', 'read_entities', 5, 'specql_cutover.lr_registry_read_entities',
  'specql_cutover.load_registry', 'specql_cutover.remove_registry_row', 'specql_registry.tb_read_entity');

select specql_cutover.mirror_table('specql_registry.tb_registry_section', 'registry', 'document',
  $$case when r.section_name like 'subdomain\_inference.%' then 'subdomain_inference' else r.section_name end$$);
select specql_cutover.mirror_table('specql_registry.tb_schema_layer', 'registry', 'document', $$'schema_layers'$$);
select specql_cutover.mirror_table('specql_registry.tb_reserved_code', 'registry', 'document', $$'reserved_codes'$$);
select specql_cutover.mirror_table('specql_registry.tb_inference_rule', 'registry', 'document', $$'subdomain_inference'$$);
select specql_cutover.mirror_table('specql_registry.tb_domain', 'registry', 'domains',
  'specql_cutover.domain_key(r.domain_number, r.legacy)');
-- An alias is seen in its domain, a counter in its subdomain, a file in its read entity.
select specql_cutover.mirror_table('specql_registry.tb_domain_name', 'registry', 'domains',
  '(select specql_cutover.domain_key(d.domain_number, d.legacy) from specql_registry.tb_domain as d where d.pk_domain = r.fk_domain)');
select specql_cutover.mirror_table('specql_registry.tb_subdomain', 'registry', 'subdomains',
  $$(select specql_cutover.domain_key(d.domain_number, d.legacy) from specql_registry.tb_domain as d where d.pk_domain = r.fk_domain)
    || '.subdomains.' || coalesce(r.legacy ->> 'key', r.subdomain_number)$$);
select specql_cutover.mirror_table('specql_registry.tb_entity_counter', 'registry', 'subdomains',
  'specql_cutover.subdomain_key(r.fk_subdomain)');
select specql_cutover.mirror_table('specql_registry.tb_entity_registration', 'registry', 'entities',
  $$specql_cutover.entry_key(r.fk_subdomain, 'entities', r.entity_name, r.legacy)$$);
select specql_cutover.mirror_table('specql_registry.tb_read_entity', 'registry', 'read_entities',
  $$specql_cutover.entry_key(r.fk_subdomain, 'read_entities', r.read_entity_name, r.legacy)$$);
select specql_cutover.mirror_table('specql_registry.tb_read_entity_file', 'registry', 'read_entities',
  $$(select specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy)
    from specql_registry.tb_read_entity as e where e.pk_read_entity = r.fk_read_entity)$$);
