-- 011A5F  the types' legacy tables
-- What renders, loads and removes them, and which of our tables show in which of them.

select specql_cutover.define_legacy_table('types', 'document', 1, 'specql_cutover.lr_types_document',
  'specql_cutover.load_types', 'specql_cutover.remove_type_row');
select specql_cutover.define_legacy_table('types', '*', 2, 'specql_cutover.lr_types_rest',
  'specql_cutover.load_types', 'specql_cutover.remove_type_row');

select specql_cutover.mirror_table('specql_type.tb_universal_type', 'types', '*', $$coalesce(r.legacy ->> 'key', r.type_name)$$,
  '(select specql_cutover.type_section_of(t) from specql_type.tb_universal_type as t where t.pk_universal_type = r.pk_universal_type)');
select specql_cutover.mirror_table('specql_type.tb_universal_type', 'types', 'rich',
  $$(select min(k.key) from jsonb_object_keys(r.legacy -> 'rich') as k (key))$$,
  $$coalesce(r.legacy ->> 'rich_section', 'rich_type_registry')$$, $$r.legacy ? 'rich'$$);
select specql_cutover.mirror_table('specql_type.tb_type_version', 'types', '*',
  $$(select coalesce(t.legacy ->> 'key', t.type_name)
    from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)$$,
  '(select specql_cutover.type_section_of(t) from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)');
select specql_cutover.mirror_table('specql_type.tb_type_field', 'types', '*',
  $$(select coalesce(t.legacy ->> 'key', t.type_name)
    from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)$$,
  '(select specql_cutover.type_section_of(t) from specql_type.tb_universal_type as t where t.pk_universal_type = r.fk_universal_type)');
select specql_cutover.mirror_table('specql_type.tb_type_alias', 'types', '*', $$coalesce(r.legacy ->> 'key', r.alias)$$,
  $$coalesce(r.legacy ->> 'section', 'scalar_type_aliases')$$, 'r.is_alias');
select specql_cutover.mirror_table('specql_cutover.tb_legacy_row', 'types', 'document', 'r.row_key', null, $$r.kind = 'types'$$);
