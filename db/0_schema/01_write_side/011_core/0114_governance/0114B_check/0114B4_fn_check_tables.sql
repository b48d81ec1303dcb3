-- 0114B4  specql_governance.check_tables()
-- New tables as wholes: TBL01 to TBL15, PRT01, SEC05.

create or replace function specql_governance.check_tables(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
begin
  return query
    with made as (
      select o.n, o.path, o.statement, o.location, o.object, o.body,
        coalesce((o.body ->> 'temporary')::boolean, false) as is_temporary,
        -- Its columns are another's: nothing about them is known here.
        o.body ?| array['partition_of', 'inherits', 'like', 'as_query', 'of_type'] as is_derived,
        array(select c.name from unnest(change.columns) as c where c.object = o.object and c.op <> 'alter_column_type') as names,
        (select count(*) from unnest(change.columns) as c
          where c.object = o.object and (c.body ->> 'primary_key')::boolean) as keys,
        exists (select from unnest(change.constraints) as k
          where k.object = o.object and k.kind = 'primary_key') as has_key,
        exists (select from unnest(change.operations) as p
          where p.object = o.object and p.op = 'set_comment' and not p.body ? 'column') as is_described
      from unnest(change.operations) as o
      where o.op = 'create_table'
    )
    select v.rule_id, m.n, coalesce(m.path, null) || coalesce(v.field, ''), m.statement, m.location, m.object, true,
      jsonb_build_object('table', m.object, 'count', cardinality(m.names), 'max', settings #>> '{TBL10,max}', 'what', v.what,
        'keys', m.keys)
    from made as m
      cross join lateral (values
        ('TBL01', not m.has_key and not m.is_derived and not m.is_temporary, null, null),
        ('TBL02', m.keys > 1, null, null),
        ('TBL03', not m.is_derived and not m.is_temporary and 'created_at' <> all (m.names), null, null),
        ('TBL04', not m.is_derived and not m.is_temporary and 'updated_at' <> all (m.names), null, null),
        ('TBL05', not m.is_derived and not m.is_temporary
          and not array(select jsonb_array_elements_text(settings #> '{TBL05,list}')) <@ m.names, null, settings #>> '{TBL05,list}'),
        ('TBL06', not m.is_temporary and coalesce(m.body ->> 'comment', '') = '' and not m.is_described, null, null),
        ('TBL09', m.body ? 'partition_by', null, null),
        ('TBL10', cardinality(m.names) > (settings #>> '{TBL10,max}')::integer, null, null),
        ('TBL12', (m.body ->> 'unlogged')::boolean, null, null),
        ('TBL13', facts #> array['tables', m.object] is not null and not m.is_temporary and not exists (
            select from unnest(change.operations) as p
            where p.object = m.object and p.n < m.n and p.op in ('drop_table', 'rename_table', 'set_schema')), null, null),
        ('TBL14', exists (select from unnest(change.operations) as p
          where p.object = m.object and p.n < m.n and p.op = 'drop_table'), null, null),
        ('PRT01', m.has_key and exists (
          select from jsonb_array_elements_text(m.body #> '{partition_by,columns}') as p (name)
            cross join lateral (
              select k.columns from unnest(change.constraints) as k where k.object = m.object and k.kind = 'primary_key'
            ) as k
          where p.name <> all (k.columns)), null, m.body #>> '{partition_by,columns}'),
        ('SEC05', not m.is_derived and coalesce((facts #>> '{domain,multi_tenant}')::boolean, false) and (
          'tenant_id' <> all (m.names) or not exists (
            select from unnest(change.indexes) as i where i.object = m.object and i.columns[1] = 'tenant_id'
            union all
            select from unnest(change.constraints) as k
            where k.object = m.object and k.kind in ('primary_key', 'unique') and k.columns[1] = 'tenant_id')),
          null, case when 'tenant_id' = any (m.names) then 'an index on tenant_id' else 'the column tenant_id' end)
      ) as v (rule_id, hit, field, what)
    where v.hit and settings ? v.rule_id;

  return query
    select 'TBL11', o.n, o.path, o.statement, o.location, o.object, true,
      jsonb_build_object('table', o.object, 'bytes', w.bytes)
    from unnest(change.operations) as o
      cross join lateral (select specql_governance.wasted_padding(array(
        select case when c.is_array then '' else c.base end from unnest(change.columns) as c where c.n = o.n)) as bytes) as w
    where o.op = 'create_table' and w.bytes > 0 and settings ? 'TBL11';

  return query
    select 'TBL15', d.n, d.path, d.statement, d.location, d.object, d.is_new,
      jsonb_build_object('table', d.object, 'column', d.name)
    from (
      select c.n, min(c.path) as path, c.statement, min(c.location) as location, c.object, c.is_new, c.name
      from unnest(change.columns) as c
      where c.op = 'create_table'
      group by c.n, c.statement, c.object, c.is_new, c.name
      having count(*) > 1
      union all
      select o.n, o.path, o.statement, o.location, o.object, o.is_new, t.name
      from unnest(change.operations) as o
        cross join lateral jsonb_array_elements_text(coalesce(o.body -> 'targets', '[]')) as t (name)
      group by o.n, o.path, o.statement, o.location, o.object, o.is_new, t.name
      having count(*) > 1
    ) as d
    where settings ? 'TBL15';

  return query
    select 'TBL07', o.n, o.path, o.statement, o.location, o.object, o.is_new,
      jsonb_build_object('table', o.object, 'count', length(o.body ->> 'comment'), 'max', settings #>> '{TBL07,max}')
    from unnest(change.operations) as o
    where settings ? 'TBL07' and length(o.body ->> 'comment') > (settings #>> '{TBL07,max}')::integer;
end;
$$;

comment on function specql_governance.check_tables(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about whole tables. settings holds the parameters of the rules that are on.';
