-- 011482  specql_governance.node_object()
-- schema and table (or name) of what a statement is about.

create or replace function specql_governance.node_object(names text[], field text default 'table')
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_schema constant text := case when cardinality(names) > 1 then names[cardinality(names) - 1] end;
begin
  return jsonb_build_object('schema', coalesce(v_schema, 'public'), field, names[cardinality(names)])
    || case when v_schema is null then '{"qualified": false}'::jsonb else '{}' end;
end;
$$;

comment on function specql_governance.node_object(text[], text) is
  '{schema, table} of a qualified name; qualified is false where the schema was left out.';
