-- 031411  app.validate_table_schema()
-- Holds a wanted table, or a request for one, against the rules.

create or replace function app.validate_table_schema(schema_json jsonb)
  returns setof app.policy_violations
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- The lists are short and always alike: planning anew for each costs more than it gains.
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_operations constant jsonb := specql_governance.request_operations(schema_json => validate_table_schema.schema_json);
begin
  return query
    select v.*
    from specql_governance.check_operations(v_operations, jsonb_build_object(
      'profile', 'request',
      'schema', v_operations -> 0 -> 'schema',
      'table', v_operations -> 0 -> 'table',
      'domain', schema_json -> 'domain',
      'subdomain', schema_json -> 'subdomain'
    )) as v;
end;
$$;

comment on function app.validate_table_schema(jsonb) is
  'What in a wanted table, or in a whole schema request, breaks a rule; no rows when nothing does. Nothing is executed or changed. '
  'SG102, SG103, SG191 to SG194: it is not built as a request is; the field is named.';

grant execute on function app.validate_table_schema(jsonb) to specql_reader;
