-- 0117A8  specql_cutover.merge_type()
-- Merges a row of a file into a type that exists.

create or replace function specql_cutover.merge_type(
  type_pk bigint, source_table text, file jsonb, "values" jsonb, is_replacing boolean
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_type    app.types;
  v_legacy  jsonb;
  v_last    jsonb;
  v_field   record;
  v_change  jsonb;
  v_changes jsonb := '[]';
  v_taken   jsonb := '{}';
  v_kept    jsonb := '{}';
begin
  select t.* into v_type from app.types as t where t.id = specql_type.universal_type_id(type_pk);
  select t.legacy into v_legacy from specql_type.tb_universal_type as t where t.pk_universal_type = type_pk;
  v_last := case when v_legacy -> 'entry' is null then null else
    specql_cutover.type_values(source_table, v_legacy -> 'entry')
      || jsonb_build_object('json_schema', v_legacy -> 'json_schema') end;

  for v_field in
    select e.key as name, e.value as in_file, coalesce(to_jsonb(v_type) -> e.key, 'null') as in_base,
      coalesce(v_last -> e.key, 'null') as last_time,
      specql_cutover.type_field(file -> 'entry', case e.key when 'default_postgres_type' then 'postgres_type' else e.key end) as label
    from jsonb_each("values") as e
    where upper(e.value::text) <> upper(coalesce(to_jsonb(v_type) -> e.key, 'null')::text) or e.key in ('json_schema', 'example')
    order by e.key
  loop
    continue when v_field.in_file = v_field.in_base;
    -- What nobody has said yet can be filled in; a rule cannot, for it would refuse what was valid.
    if is_replacing or (v_field.in_base = 'null' and v_last is null and v_field.name <> 'json_schema')
      or (v_last is not null and v_field.last_time = v_field.in_base)
    then
      v_taken := v_taken || jsonb_build_object(v_field.name, v_field.in_file);
      v_change := jsonb_build_object('field', v_field.label, 'old', v_field.in_base, 'new', v_field.in_file, 'why', case
        when v_last is not null and v_field.last_time = v_field.in_base then 'the file has changed since the last import'
        when v_field.in_base = 'null' and v_field.name <> 'json_schema' then 'the registry had none'
        else 'replaced, as was asked for' end);
    elsif v_last is null then
      v_change := jsonb_build_object('field', v_field.label, 'old', v_field.in_file, 'new', v_field.in_base,
        'why', 'the type exists; it stays as it is unless the import replaces');
      -- Where both sides keep what they say, that is no difference between them.
      v_kept := v_kept || jsonb_build_object(v_field.name, v_field.in_base);
    else
      continue when v_field.in_file = v_field.last_time;
      v_change := jsonb_build_object('field', v_field.label, 'old', v_field.in_file, 'new', v_field.in_base,
        'why', 'the database is newer than the file; its value stays');
    end if;
    v_changes := v_changes || v_change;
  end loop;

  -- Keys without a column live in legacy.
  if v_legacy -> 'entry' is not null then
    select v_changes || coalesce(jsonb_agg(jsonb_build_object('field', k.key, 'old', v_legacy -> 'entry' -> k.key,
      'new', file -> 'entry' -> k.key, 'why', 'the file has changed since the last import')), '[]')
    into v_changes
    from (
      select jsonb_object_keys(v_legacy -> 'entry') union select jsonb_object_keys(file -> 'entry')
    ) as k (key)
    where v_legacy -> 'entry' -> k.key is distinct from file -> 'entry' -> k.key
      and k.key not in ('description', 'example', 'json_schema', 'postgres_type', 'postgres_type_with_precision', 'postgres',
        'postgresql_type', 'validation_pattern', 'pattern', 'min_value', 'max_value', 'min', 'max', 'minimum', 'maximum');
  end if;

  perform specql_cutover.take_type_values(
    type_pk, case when v_kept = '{}' then file else file || jsonb_build_object('kept', v_kept) end, v_taken);
  if v_taken ?| '{json_schema,example}' then
    v_changes := v_changes || specql_cutover.example_changes(type_pk);
  end if;
  return v_changes;
end;
$$;

comment on function specql_cutover.merge_type(bigint, text, jsonb, jsonb, boolean) is
  'Merges three ways, field by field, and returns the changes [{field, old, new, why}]. A type that no file has brought keeps what it '
  'says, unless is_replacing.';
