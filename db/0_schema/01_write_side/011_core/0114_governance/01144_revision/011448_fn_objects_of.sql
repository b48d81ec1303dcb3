-- 011448  specql_governance.objects_of()
-- What a list of operations touches: two requests that share an object are in each other's way.

create or replace function specql_governance.objects_of(operations jsonb)
  returns text[]
  language sql
  stable
as $$
  select coalesce(array_agg(distinct n.name order by n.name), '{}')
  from jsonb_array_elements(operations) as o (operation)
    cross join lateral (
      values
        (o.operation ->> 'table'),
        (case when o.operation ->> 'op' = 'rename_table' then o.operation ->> 'new_name' end),
        (case when o.operation ->> 'op' in ('drop_index', 'rename_index') then o.operation ->> 'name' end),
        (case when o.operation ->> 'op' = 'rename_index' then o.operation ->> 'new_name' end),
        (o.operation #>> '{index,name}')
    ) as v (object)
    cross join lateral (select coalesce(o.operation ->> 'schema', 'public') || '.' || v.object) as n (name)
  where v.object is not null;
$$;

comment on function specql_governance.objects_of(jsonb) is
  'The tables and indexes that operations create, change, rename or drop, as schema.name.';
