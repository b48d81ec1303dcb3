-- 0117A6  specql_cutover.fields_schema()
-- The JSON Schema of a composite type of which the file only lists the fields.

create or replace function specql_cutover.fields_schema(fields jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_schema jsonb;
begin
  select jsonb_build_object(
    'type', 'object',
    'properties', coalesce(jsonb_object_agg(f.name, s.schema), '{}'),
    'required', coalesce(jsonb_agg(f.name order by f.ordinal) filter (where not f.nullable), '[]')
  )
  into v_schema
  from (
    select coalesce(e.key, e.entry ->> 'name') as name, e.ordinal, e.entry ->> 'type' as field_type,
      coalesce(specql_cutover.boolean_of(e.entry, 'nullable'), true) as nullable
    from specql_cutover.entries(fields, 'fields') as e
    where jsonb_typeof(e.entry) = 'object'
  ) as f
    left join specql_type.tb_universal_type as t on t.pk_universal_type = specql_type.universal_type_pk(f.field_type)
    cross join lateral (
      select case
        when t.current_version is not null then jsonb_build_object('$ref', t.type_name)
        when f.field_type in ('integer', 'int', 'bigint') then '{"type": "integer"}'
        when f.field_type in ('float', 'number', 'decimal', 'numeric') then '{"type": "number"}'
        when f.field_type in ('boolean', 'bool') then '{"type": "boolean"}'
        when t.default_postgres_type is null then 'true'
        when specql_type.known_regtype(t.default_postgres_type) in ('jsonb'::regtype, 'json'::regtype) then 'true'
        when (select p.typcategory from pg_type as p where p.oid = specql_type.known_regtype(t.default_postgres_type)) = 'N'
          then '{"type": "number"}'
        else '{"type": "string"}'
      end::jsonb as schema
    ) as s
  where f.name is not null;
  return v_schema;
end;
$$;

comment on function specql_cutover.fields_schema(jsonb) is
  'An object with one property for each field; a field whose type has a schema refers to it by name. A field of a type that nobody '
  'knows may be anything.';
