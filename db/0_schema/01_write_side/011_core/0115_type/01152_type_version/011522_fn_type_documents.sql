-- 011522  specql_type.type_documents()
-- The schemas of the types that a schema refers to by name, transitively.

create or replace function specql_type.type_documents(json_schema jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_documents jsonb := '{}';
  v_found     jsonb;
begin
  for v_round in 1..100 loop
    select jsonb_object_agg(m.name, v.json_schema)
    into v_found
    from unnest(specql_type.missing_references(json_schema, v_documents)) as m (name)
      join specql_type.tb_universal_type as t on t.pk_universal_type = specql_type.universal_type_pk(m.name)
      join specql_type.tb_type_version as v on v.fk_universal_type = t.pk_universal_type and v.version = t.current_version;
    exit when v_found is null;
    v_documents := v_documents || v_found;
  end loop;
  return v_documents;
end;
$$;

comment on function specql_type.type_documents(jsonb) is
  'An object {name: schema} of the registered types that the schema''s $refs name, as they are now. Names that are no type '
  'with a schema are left out: compiling the schema then says so.';
