-- 0115A2  specql_type.schema_place
-- A place in a document where a schema stands.

do $$
begin
  if to_regtype('specql_type.schema_place') is null then
    create type specql_type.schema_place as (
      document    text,
      pointer     text,
      parent      text,
      keyword     text,
      name        text,
      base        text,
      is_resource boolean,
      level       integer,
      schema      jsonb
    );
  end if;
end;
$$;

comment on type specql_type.schema_place is
  'A schema within a document: its JSON Pointer there, that of the schema around it, the keyword and the name or index under which '
  'it stands there, the base URI that holds in it, whether it has a URI of its own, how deep it stands, and the schema itself.';
