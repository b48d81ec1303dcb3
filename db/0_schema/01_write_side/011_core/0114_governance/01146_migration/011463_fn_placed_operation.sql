-- 011463  specql_governance.placed_operation()
-- An operation with schema and table, where it may be.

create or replace function specql_governance.placed_operation(operation jsonb, models jsonb, path text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_path   constant text := coalesce(operation ->> 'path', placed_operation.path);
  v_schema text := coalesce(nullif(operation ->> 'schema', ''), 'public');
  v_table  text := nullif(operation ->> 'table', '');
  v_other  text;
begin
  if jsonb_typeof(operation) is distinct from 'object' then
    raise exception using
      errcode = 'SG112', message = format('%s is no operation', v_path),
      hint = 'An operation is an object such as {"op": "add_column", …}.', column = v_path;
  end if;
  if v_table is null and operation ->> 'op' in ('drop_index', 'rename_index') then
    -- PostgreSQL names an index without its table.
    select m.value ->> 'table' into v_table
    from jsonb_each(models) as m
    where m.value ->> 'schema' = v_schema
      and exists (select from jsonb_array_elements(m.value -> 'indexes') as i where i ->> 'name' = operation ->> 'name');
    if not found then
      select t.relname into v_table
      from pg_catalog.pg_index as i
        join pg_catalog.pg_class as x on x.oid = i.indexrelid
        join pg_catalog.pg_namespace as n on n.oid = x.relnamespace
        join pg_catalog.pg_class as t on t.oid = i.indrelid
      where n.nspname = v_schema and x.relname = operation ->> 'name';
    end if;
    if v_table is null and not coalesce((operation ->> 'if_exists')::boolean, false) then
      raise exception using
        errcode = 'SG365', message = format('there is no index %I.%I', v_schema, coalesce(operation ->> 'name', '')),
        hint = 'Name the index with its schema.', column = v_path || '.name';
    end if;
    v_table := coalesce(v_table, operation ->> 'name');
  end if;
  perform specql_governance.migration_identifier(v_schema, v_path || '.schema');
  perform specql_governance.migration_identifier(v_table, coalesce(nullif(v_path, ''), 'operations') || '.table');
  for v_other in
    select distinct o.name from (
      values (v_schema), (operation #>> '{references,schema}'), (operation #>> '{column,references,schema}'),
        (operation #>> '{constraint,references,schema}')
      union all select c #>> '{references,schema}' from jsonb_array_elements(
        case when jsonb_typeof(operation -> 'columns') = 'array' then operation -> 'columns' else '[]' end) as c
      union all select c #>> '{references,schema}' from jsonb_array_elements(
        case when jsonb_typeof(operation -> 'constraints') = 'array' then operation -> 'constraints' else '[]' end) as c
    ) as o (name) where o.name is not null
  loop
    if v_other ~ '^(pg_|specql_(?!proof_))' or v_other in ('app', 'common', 'memory', 'network', 'graphile_migrate', 'information_schema') then
      raise exception using
        errcode = 'SG528',
        message = format('requests do not touch the schema %s', quote_ident(v_other)),
        hint = 'Choose a schema of your application.',
        column = v_path;
    end if;
  end loop;
  return operation || jsonb_build_object('schema', v_schema, 'table', v_table);
end;
$$;

comment on function specql_governance.placed_operation(jsonb, jsonb, text) is
  'The operation with its schema (public where none is said) and its table, also where it names only an index. SG528: a '
  'schema of ours or of PostgreSQL.';
