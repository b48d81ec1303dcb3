-- 01146F  specql_governance.neighbour_models()
-- The tables of a change, and those that foreign keys tie to them.

create or replace function specql_governance.neighbour_models(models jsonb, operations jsonb)
  returns jsonb
  language sql
  stable
as $$
  select models || coalesce(jsonb_object_agg(format('%I.%I', n.schema_name, n.table_name),
    specql_governance.live_model(n.schema_name, n.table_name)), '{}')
  from (
    select distinct ns.nspname as schema_name, c.relname as table_name
    from (
      select case when k.conrelid = t.oid then k.confrelid else k.conrelid end as other
      from jsonb_each(models) as m
        join pg_catalog.pg_class as t on t.oid = to_regclass(m.key)
        join pg_catalog.pg_constraint as k on k.contype = 'f' and t.oid in (k.conrelid, k.confrelid)
      union
      select to_regclass(format('%I.%I', coalesce(r ->> 'schema', 'public'), r ->> 'table'))
      from jsonb_path_query(operations, '$.**.references ? (@.type() == "object")') as r
      union
      select to_regclass(format('%I.%I', o ->> 'schema', r ->> 'table'))
      from jsonb_array_elements(operations) as o, jsonb_path_query(o, '$.**.references ? (@.type() == "object")') as r
      where r ->> 'schema' is null
    ) as f
      join pg_catalog.pg_class as c on c.oid = f.other and c.relkind in ('r', 'p', 'f')
      join pg_catalog.pg_namespace as ns on ns.oid = c.relnamespace and ns.nspname !~ '^(pg_|information_schema$)'
  ) as n
  where not models ? format('%I.%I', n.schema_name, n.table_name);
$$;

comment on function specql_governance.neighbour_models(jsonb, jsonb) is
  'The models, with those of the tables that reference them or are referenced by them, or by the operations.';
