-- 0115A9  specql_type.known_document()
-- The document that a URI names, where it is known.

create or replace function specql_type.known_document(uri text, documents jsonb)
  returns jsonb
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return coalesce(specql_type.meta_schema(uri), documents -> uri, documents -> (uri || '#'));
end;
$$;

comment on function specql_type.known_document(text, jsonb) is
  'A meta-schema of draft 2020-12, or what the object documents holds under the URI, or null. The meta-schemas cannot be replaced.';
