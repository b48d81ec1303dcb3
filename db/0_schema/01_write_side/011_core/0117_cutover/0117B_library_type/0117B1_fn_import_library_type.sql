-- 0117B1  specql_cutover.import_library_type()
-- Registers a type of a legacy pattern library, or compares it with the one that is here.

create or replace function specql_cutover.import_library_type(entry jsonb, postgres_type text)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_name       constant text := entry ->> 'type_name';
  v_category   constant text := common.name_key(entry ->> 'type_category');
  v_schema     constant jsonb := specql_cutover.library_value(entry, 'json_schema', 'json', false, null);
  v_known      app.types;
  v_changes    jsonb := '[]';
  v_registered text;
  v_message    text;
  v_detail     text;
begin
  select t.* into v_known
  from app.types as t
  where t.id = specql_type.universal_type_id(specql_type.universal_type_pk(v_name));
  if not found then
    -- A composite type is what its schema says; without one it is a value like any other.
    v_registered := case when v_category = 'composite' and v_schema = 'null' then 'scalar' else v_category end;
    perform app.register_type(
      type_name => v_name, type_category => v_registered, json_schema => nullif(v_schema, 'null'),
      default_postgres_type => case when v_category = 'composite' then 'JSONB' else postgres_type end,
      description => entry ->> 'description'
    );
    return case when v_registered = v_category then '[]' else jsonb_build_array(jsonb_build_object(
      'field', 'type_category', 'old', v_category, 'new', v_registered,
      'why', 'a composite type is what its JSON Schema says, and the file has none for it'
    )) end;
  end if;

  -- Types have versions of their own: what is here stays, and what the file says otherwise is reported.
  select coalesce(jsonb_agg(jsonb_build_object(
    'field', d.field, 'old', d.in_file, 'new', d.in_base, 'why', 'the type is registered already; what is registered stays'
  )), '[]')
  into v_changes
  from (values
    ('type_category', to_jsonb(v_category), to_jsonb(v_known.type_category)),
    ('json_schema', nullif(v_schema, 'null'), v_known.json_schema),
    ('description', nullif(entry -> 'description', 'null'), to_jsonb(v_known.description))
  ) as d (field, in_file, in_base)
  where d.in_file is not null and d.in_base is not null and d.in_file <> d.in_base;
  if v_known.description is null and entry ->> 'description' is not null then
    perform app.register_type(
      type_name => v_known.type_name, type_category => v_known.type_category, description => entry ->> 'description',
      default_postgres_type => v_known.default_postgres_type);
  end if;
  return v_changes;
exception
  when sqlstate 'SG140' or sqlstate 'SG141' or sqlstate 'SG142' or sqlstate 'SG143' or sqlstate 'SG144' or sqlstate 'SG145'
    or sqlstate 'SG146' or sqlstate 'SG150' or sqlstate 'SG151' or sqlstate 'SG253' or sqlstate 'SG350' or sqlstate 'SG352'
  then
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    raise exception using errcode = 'SG116', message = v_message, detail = v_detail, column = 'type_name';
end;
$$;

comment on function specql_cutover.import_library_type(jsonb, text) is
  'Registers the type with the PostgreSQL type that the file maps it to, or returns [{field, old, new, why}] where the one '
  'that is here is another. SG116: it cannot be registered.';
