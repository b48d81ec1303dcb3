-- 011939  specql_governance.difference()
-- The operations from the live table to a wanted one.

create or replace function specql_governance.difference(wanted jsonb, schema_name text, table_name text)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_operations jsonb := specql_governance.request_operations(
    wanted || jsonb_build_object('schema', schema_name, 'tableName', table_name));
  v_live   constant jsonb := specql_governance.live_model(schema_name, table_name);
  v_mark   constant text := 'specql_proof_' || left(md5(random()::text || clock_timestamp()::text), 12);
  v_places constant jsonb := jsonb_build_object(schema_name, v_mark);
  v_written jsonb;
  v_step   jsonb;
  v_then   jsonb;
begin
  if v_live is null then
    return v_operations;
  end if;
  -- Both sides are read from the catalog, so that two spellings of one thing are one.
  begin
    execute format('create schema %I', v_mark);
    execute format('create schema %I', v_mark || '_x');
    v_written := specql_governance.write_operations(
      specql_governance.moved_operations(specql_governance.without_references(v_operations), v_places));
    perform specql_governance.check_expressions(v_written -> 'checks', v_mark || '_x');
    for v_step in select s from jsonb_array_elements(v_written -> 'steps') as s order by (s ->> 'n')::integer loop
      execute v_step ->> 'plain';
    end loop;
    v_then := specql_governance.moved_back(specql_governance.live_model(v_mark, table_name), v_places);
    raise exception using errcode = 'ZZ001', message = 'read';
  exception when sqlstate 'ZZ001' then
    null;
  end;
  return specql_governance.changes_between(v_live, v_then, v_operations, (
    select coalesce(jsonb_object_agg(c ->> 'name', coalesce(c ->> 'renamedFrom', c ->> 'renamed_from')), '{}')
    from jsonb_array_elements(wanted -> 'columns') as c
    where coalesce(c ->> 'renamedFrom', c ->> 'renamed_from', '') <> ''));
end;
$$;

comment on function specql_governance.difference(jsonb, text, text) is
  'The changes that make the live table what schemaJson wants: columns, types, nulls, defaults, checks, unique and foreign '
  'keys, indexes, comments. A column is renamed only where its renamedFrom says so. Where there is no table: its creation.';
