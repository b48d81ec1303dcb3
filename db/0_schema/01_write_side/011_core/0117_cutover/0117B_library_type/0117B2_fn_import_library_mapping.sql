-- 0117B2  specql_cutover.import_library_mapping()
-- Keeps what a type of a legacy pattern library is called in a language.

create or replace function specql_cutover.import_library_mapping(run bigint, entry jsonb)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_type     constant text := specql_cutover.library_row_name(run, 'universal_types', entry ->> 'universal_type_id', 'type_name');
  v_language constant text := lower(specql_cutover.library_row_name(run, 'languages', entry ->> 'language_id', 'language_name'));
  v_rules    constant jsonb := specql_cutover.library_value(entry, 'validation_rules', 'json', false, null);
  v_known    app.type_mappings;
  v_changes  jsonb;
begin
  select m.* into v_known
  from app.type_mappings as m
  where m.type_id = specql_type.universal_type_id(specql_type.universal_type_pk(v_type)) and m.language = v_language;
  if not found then
    perform app.map_type(
      type_name => v_type, language => v_language, mapped_type => entry ->> 'language_type',
      import_statement => entry ->> 'import_statement', validation_rules => nullif(v_rules, 'null'));
    return '[]';
  end if;
  select coalesce(jsonb_agg(jsonb_build_object(
    'field', d.field, 'old', d.in_file, 'new', d.in_base, 'why', 'the type is mapped already; what is registered stays'
  )), '[]')
  into v_changes
  from (values
    ('language_type', entry -> 'language_type', to_jsonb(v_known.mapped_type)),
    ('import_statement', nullif(entry -> 'import_statement', 'null'), to_jsonb(v_known.import_statement)),
    ('validation_rules', nullif(v_rules, 'null'), v_known.validation_rules)
  ) as d (field, in_file, in_base)
  where d.in_file is not null and d.in_file is distinct from d.in_base;
  return v_changes;
end;
$$;

comment on function specql_cutover.import_library_mapping(bigint, jsonb) is
  'Maps the type, or returns [{field, old, new, why}] where it is mapped to something else already.';
