-- 0117A7  specql_cutover.import_type()
-- Imports one scalar or composite type, without its fields.

create or replace function specql_cutover.import_type(
  run bigint, source_table text, key text, entry jsonb, path text, line integer, context jsonb
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - 'fields';
  v_name    constant text := specql_type.checked_type_name(
    coalesce(key, specql_cutover.text_of(entry, 'name')), case when key is null then 'name' else 'key' end);
  v_values  constant jsonb := specql_cutover.type_values(source_table, entry);
  v_file    constant jsonb := jsonb_build_object(
    'key', key, 'section', context -> 'section', 'entry', v_entry, 'json_schema', v_values -> 'json_schema');
  v_kind    constant text := case source_table when 'composites' then 'composite' else 'scalar' end;
  v_known   record;
  v_changes jsonb := '[]';
  v_outcome text := 'imported';
begin
  if v_kind = 'scalar' and v_values ->> 'default_postgres_type' is null then
    raise exception using
      errcode = 'SG102', message = 'postgres_type is missing', hint = 'Say which PostgreSQL type the scalar has.',
      column = 'postgres_type';
  end if;
  select t.pk_universal_type, t.legacy, c.category_name
  into v_known
  from specql_type.tb_universal_type as t
    join specql_type.tb_type_category as c on c.pk_type_category = t.fk_type_category
  where t.type_name = v_name;

  if not found then
    v_known.pk_universal_type := (specql_type.write_type(
      type_name => v_name, type_category => v_kind, default_postgres_type => v_values ->> 'default_postgres_type',
      is_rich_type => v_kind = 'composite', description => v_values ->> 'description')).pk;
    update specql_type.tb_universal_type as t
    set example = common.checked_text(v_values ->> 'example', 'example'), legacy = v_file
    where t.pk_universal_type = v_known.pk_universal_type;
    if v_values -> 'json_schema' <> 'null' then
      perform specql_type.add_version(v_known.pk_universal_type, v_values -> 'json_schema');
    end if;
    v_changes := specql_cutover.example_changes(v_known.pk_universal_type);
    v_outcome := case v_changes when '[]' then 'imported' else 'changed' end;
  elsif v_known.category_name <> v_kind then
    raise exception using
      errcode = 'SG350', message = format('the type %s is another one', quote_literal(v_name)),
      detail = format('It is registered as %s.', v_known.category_name),
      hint = 'Rename the type in the file.', column = 'key';
  elsif v_known.legacy - '{rich,rich_section,kept,removed}'::text[] is distinct from v_file or (context ->> 'replace')::boolean then
    v_changes := specql_cutover.merge_type(
      v_known.pk_universal_type, source_table, v_file, v_values, (context ->> 'replace')::boolean);
    v_outcome := case when v_changes <> '[]' and not exists (
      select from jsonb_array_elements(v_changes) as c
      where c ->> 'why' not in ('the file has changed since the last import', 'the registry had none')
    ) then 'updated' else specql_cutover.outcome_of(v_changes) end;
  else
    v_outcome := 'unchanged';
  end if;
  perform specql_cutover.map_graphql(v_known.pk_universal_type, v_entry, v_known.legacy -> 'entry');
  perform specql_cutover.note_row(run, source_table, path, line, v_outcome, v_changes, v_entry);
  return v_known.pk_universal_type;
end;
$$;

comment on function specql_cutover.import_type(bigint, text, text, jsonb, text, integer, jsonb) is
  'Registers the type, or merges the file''s row into it; notes the row; returns its internal key. Raises what makes the row a '
  'rejected one.';
