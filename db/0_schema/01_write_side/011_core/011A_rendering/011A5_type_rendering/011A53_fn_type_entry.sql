-- 011A53  specql_cutover.type_entry()
-- A type as its legacy file has it, with its fields, and what else it may say there.

create or replace function specql_cutover.type_entry(type specql_type.tb_universal_type, out content jsonb, out also jsonb)
  language plpgsql
  stable
as $$
declare
  v_raw     constant jsonb := coalesce(type.legacy -> 'entry', '{}');
  v_kept    constant jsonb := coalesce(type.legacy -> 'kept', '{}');
  v_kind    constant text := specql_cutover.type_section(specql_cutover.type_section_of(type));
  v_read    constant jsonb := specql_cutover.type_values(v_kind, v_raw);
  v_schema  constant jsonb := (
    select v.json_schema from specql_type.tb_type_version as v
    where v.fk_universal_type = type.pk_universal_type and v.version = type.current_version);
  v_field   record;
  v_key     text;
  v_fields  jsonb;
begin
  content := v_raw;
  for v_field in
    select c.name, coalesce(c.value, 'null') as now, coalesce(c.read, 'null') as read
    from (values
      ('description', to_jsonb(type.description), v_read -> 'description'),
      ('example', to_jsonb(type.example), v_read -> 'example'),
      ('default_postgres_type', to_jsonb(type.default_postgres_type), v_read -> 'default_postgres_type'),
      ('json_schema', v_schema, type.legacy -> 'json_schema')
    ) as c (name, value, read)
  loop
    continue when case v_field.name when 'default_postgres_type' then upper(v_field.now::text) = upper(v_field.read::text)
      else v_field.now = v_field.read end;
    v_key := specql_cutover.type_field(v_raw, case v_field.name when 'default_postgres_type' then 'postgres_type' else v_field.name end);
    if v_field.name = 'json_schema' and not v_raw ? 'json_schema' and v_field.now ?& '{type,pattern}'
      and v_field.now - '{type,pattern}'::text[] = '{}' and v_field.now ->> 'type' = 'string'
    then
      v_key := specql_cutover.type_field(v_raw, 'pattern');
      v_field.now := v_field.now -> 'pattern';
    elsif v_field.name = 'json_schema' and v_kind = 'composites' and v_field.now = specql_cutover.fields_schema((
      select jsonb_object_agg(f.field_name, specql_cutover.field_entry(f))
      from specql_type.tb_type_field as f where f.fk_universal_type = type.pk_universal_type))
    then
      -- The fields say the same.
      continue;
    end if;
    if v_kept -> v_field.name = v_field.now or v_field.name = 'json_schema' and v_kept -> 'json_schema' = v_schema then
      -- The registry had it before the file came, and each keeps its own.
      also := coalesce(also, '{}') || jsonb_build_object(v_key, v_field.now);
    else
      content := specql_cutover.cell(content, v_key, false, v_field.now);
    end if;
  end loop;
  if type.legacy is null then
    content := content || jsonb_build_object('name', type.type_name);
  end if;

  select case when bool_and(f.legacy is not null and f.legacy ->> 'key' is null) then jsonb_agg(specql_cutover.field_entry(f) order by f.position)
    else jsonb_object_agg(coalesce(f.legacy ->> 'key', f.field_name), specql_cutover.field_entry(f)) end
  into v_fields
  from specql_type.tb_type_field as f
  where f.fk_universal_type = type.pk_universal_type;
  if v_fields is not null then
    content := content || jsonb_build_object('fields', v_fields);
  elsif v_kind = 'composites' then
    -- No fields and none at all are one to the database.
    also := coalesce(also, '{}') || '{"fields": {}}';
  end if;
end;
$$;

comment on function specql_cutover.type_entry(specql_type.tb_universal_type) is
  'The entry of the file with what has changed since laid over it; `also` has what the registry says where an import left both sides as '
  'they were. A JSON Schema that a pattern says is written as one.';
