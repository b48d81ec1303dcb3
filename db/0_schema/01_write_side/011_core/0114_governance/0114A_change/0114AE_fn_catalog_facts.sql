-- 0114AE  specql_governance.catalog_facts()
-- All that the checks may know of the database. They read nothing else, so an example can bring its own.

create or replace function specql_governance.catalog_facts(operations jsonb, context jsonb default '{}')
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_tables   jsonb := '{}';
  v_indexes  jsonb := '{}';
  v_similar  jsonb := '{}';
  v_calls    text[];
  v_row      record;
  v_index    record;
  v_relation regclass;
begin
  -- Every relation that an operation names, as itself or as the target of a foreign key.
  for v_row in
    select distinct r.schema_name, r.relation_name, c.oid as relation
    from (
      select coalesce(o.value ->> 'schema', 'public') as schema_name,
        coalesce(o.value ->> 'table', o.value ->> 'name') as relation_name
      from jsonb_array_elements(operations) as o
      union all
      select coalesce(o.value ->> 'schema', 'public'), coalesce(o.value ->> 'new_name', o.value -> 'index' ->> 'name')
      from jsonb_array_elements(operations) as o
      where o.value ? 'new_name' or o.value ? 'index'
      union all
      select coalesce(r.value ->> 'schema', 'public'), r.value ->> 'table'
      from (
        select jsonb_path_query(operations, '$[*].columns[*].references') as value
        union all select jsonb_path_query(operations, '$[*].constraints[*].references')
        union all select jsonb_path_query(operations, '$[*].column.references')
        union all select jsonb_path_query(operations, '$[*].constraint.references')
      ) as r
      union all
      select coalesce(o.value ->> 'partition_schema', o.value ->> 'schema', 'public'), o.value ->> 'partition'
      from jsonb_array_elements(operations) as o
      where o.value ? 'partition'
    ) as r
      -- Not to_regclass(): it needs rights on the schema, and the catalog is open to everybody.
      join pg_catalog.pg_namespace as n on n.nspname = r.schema_name
      join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = r.relation_name
  loop
    select i.indrelid, i.indisunique, i.indisvalid
    into v_index
    from pg_catalog.pg_index as i
    where i.indexrelid = v_row.relation;
    if found then
      v_indexes := v_indexes || jsonb_build_object(
        v_row.schema_name || '.' || v_row.relation_name,
        jsonb_build_object('table', specql_governance.relation_key(v_index.indrelid), 'unique', v_index.indisunique,
          'valid', v_index.indisvalid));
      v_relation := v_index.indrelid;
    else
      v_relation := v_row.relation;
    end if;
    v_tables := v_tables || jsonb_build_object(
      specql_governance.relation_key(v_relation), specql_governance.table_facts(v_relation));
  end loop;

  -- Names that a new table could be mistaken for.
  for v_row in
    select coalesce(o.value ->> 'schema', 'public') as schema_name, o.value ->> 'table' as relation_name
    from jsonb_array_elements(operations) as o
    where o.value ->> 'op' = 'create_table'
  loop
    select v_similar || coalesce(jsonb_build_object(v_row.schema_name || '.' || v_row.relation_name, jsonb_agg(c.relname)), '{}')
    into v_similar
    from pg_catalog.pg_class as c
    where c.relnamespace = to_regnamespace(format('%I', v_row.schema_name))
      and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and c.relname <> v_row.relation_name
      and abs(length(c.relname) - length(v_row.relation_name)) <= 3
      and specql_governance.look_alike(c.relname) = specql_governance.look_alike(v_row.relation_name)
    having count(*) > 0;
  end loop;

  select array_agg(distinct c.name)
  into v_calls
  from (
    -- Of a new table only checks ask what they call; a default matters where rows are there already.
    select jsonb_path_query(operations, '$[*].columns[*].calls[*]') #>> '{}' as name
    union all select jsonb_path_query(operations, '$[*].constraints[*].calls[*]') #>> '{}'
    union all select jsonb_path_query(operations, '$[*].constraint.calls[*]') #>> '{}'
    union all select jsonb_path_query(operations, '$[*].column.calls[*]') #>> '{}'
    union all select jsonb_path_query(operations, '$[*].column.default.call') #>> '{}'
    union all select jsonb_path_query(operations, '$[*].column.default.calls[*]') #>> '{}'
  ) as c;

  return jsonb_build_object(
    'server', current_setting('server_version_num')::integer,
    'tables', v_tables,
    'indexes', v_indexes,
    'similar', v_similar,
    'schemas', coalesce((
      select jsonb_agg(n.nspname order by n.nspname)
      from pg_catalog.pg_namespace as n
      where n.nspname in (
        select o.value ->> 'schema' from jsonb_array_elements(operations) as o
        union all
        select r.value ->> 'schema'
        from (
          select jsonb_path_query(operations, '$[*].columns[*].references') as value
          union all select jsonb_path_query(operations, '$[*].constraints[*].references')
          union all select jsonb_path_query(operations, '$[*].column.references')
          union all select jsonb_path_query(operations, '$[*].constraint.references')
        ) as r)
    ), '[]'),
    -- Of several functions with one name the most volatile speaks for all.
    'functions', coalesce((
      select jsonb_object_agg(f.name, f.volatility)
      from (
        select p.proname as name, max(p.provolatile::text) as volatility
        from pg_catalog.pg_proc as p
        where p.proname = any (v_calls)
        group by p.proname
      ) as f
    ), '{}')
  ) || specql_governance.registry_facts(operations, context);
end;
$$;

comment on function specql_governance.catalog_facts(jsonb, jsonb) is
  'tables, indexes, similar names and functions that the operations touch, and the registry''s facts: see docs/operations.md. '
  'Row counts are estimates; a relation that is not there is simply absent.';
