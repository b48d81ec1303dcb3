-- 0115AD  specql_type.missing_references()
-- The documents that a schema refers to and that nobody gave.

create or replace function specql_type.missing_references(json_schema jsonb, documents jsonb default '{}')
  returns text[]
  language plpgsql
  immutable
as $$
begin
  return array(
    select distinct r.resource
    from specql_type.schema_references(specql_type.schema_places(json_schema, documents)) as r
    where r.target is null and not r.is_known
    order by r.resource
  );
end;
$$;

comment on function specql_type.missing_references(jsonb, jsonb) is
  'The URIs, without their fragments, of documents that the schema or one of the given documents refers to and that are neither '
  'given nor built in. Load them, add them and ask again until none is left.';
