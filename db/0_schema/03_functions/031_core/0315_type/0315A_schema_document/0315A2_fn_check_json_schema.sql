-- 0315A2  app.check_json_schema()
-- What is wrong with a JSON Schema.

create or replace function app.check_json_schema(json_schema jsonb, documents jsonb default '{}')
  returns table (instance_path text, schema_path text, keyword text, message text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_detail text;
begin
  -- Twice: the meta-schema lists all, the compiler stops at the first but sees references and patterns.
  perform specql_type.compile_schema(check_json_schema.json_schema, check_json_schema.documents);
exception
  when sqlstate 'SG140' then
    return query
    select e.instance_path, e.schema_path, e.keyword, e.message
    from specql_type.errors_of(
      specql_type.compile_schema(specql_type.meta_schema('https://json-schema.org/draft/2020-12/schema')),
      check_json_schema.json_schema
    ) as e;
    if not found then
      -- It is in one of the other documents.
      raise;
    end if;
  when sqlstate 'SG141' or sqlstate 'SG142' or sqlstate 'SG145' or sqlstate 'SG146' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return query
    select coalesce(nullif(substring(v_detail from ' at (/\S*) means '), ''), ''), '',
      case sqlstate when 'SG142' then 'pattern' when 'SG145' then '$schema' else '$ref' end,
      format('%s (%s)', sqlerrm, v_detail);
end;
$$;

comment on function app.check_json_schema(jsonb, jsonb) is
  'One row for each problem that the meta-schema of draft 2020-12 has with a JSON Schema, or else for the first reference, pattern or '
  'dialect that cannot be used; no rows where it can be registered. documents: an object with further schemas by their URIs. '
  'SG143: it is too large.';

grant execute on function app.check_json_schema(jsonb, jsonb) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
