-- 011523  specql_type.add_version()
-- Adds a version to a type that is locked, unless its schema is the one in force.

create or replace function specql_type.add_version(type_pk bigint, json_schema jsonb)
  returns integer
  language plpgsql
  volatile
as $$
declare
  v_documents jsonb;
  v_compiled  jsonb;
  v_hash      text;
  v_type      record;
begin
  if jsonb_typeof(json_schema) not in ('object', 'boolean') then
    raise exception using
      errcode = 'SG140', message = 'json_schema is no JSON Schema',
      detail = format('It is of the type %s.', jsonb_typeof(json_schema)),
      hint = 'A JSON Schema is an object, true or false.', column = 'json_schema';
  end if;
  v_documents := specql_type.type_documents(json_schema);
  v_compiled := specql_type.compile_schema(json_schema => json_schema, documents => v_documents, assert_formats => true);
  v_hash := encode(sha256(convert_to(jsonb_build_array(json_schema, v_documents)::text, 'UTF8')), 'hex');

  select t.type_name, t.compatibility_mode, coalesce(t.current_version, 0) as current_version, v.schema_hash
  into v_type
  from specql_type.tb_universal_type as t
    left join specql_type.tb_type_version as v
      on v.fk_universal_type = t.pk_universal_type and v.version = t.current_version
  where t.pk_universal_type = type_pk;
  if v_type.schema_hash is not distinct from v_hash then
    return null;
  end if;
  perform specql_type.refuse_incompatible(type_pk, v_type.type_name, v_type.compatibility_mode, json_schema, v_documents);

  insert into specql_type.tb_type_version
    (fk_universal_type, version, json_schema, documents, compiled, schema_hash, compatibility_mode)
  values (
    type_pk, v_type.current_version + 1, add_version.json_schema, v_documents, v_compiled, v_hash, v_type.compatibility_mode
  );
  update specql_type.tb_universal_type as t
  set current_version = v_type.current_version + 1
  where t.pk_universal_type = type_pk;
  return v_type.current_version + 1;
end;
$$;

comment on function specql_type.add_version(bigint, jsonb) is
  'The number of the new version, or null where the schema is the one in force. The caller holds the lock on the type. SG14x: '
  'the schema is none. SG351: it is not compatible.';
