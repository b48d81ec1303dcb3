-- 0114B7  specql_governance.check_indexes()
-- Indexes: IDX01 to IDX12.

create or replace function specql_governance.check_indexes(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
begin
  -- The guards spare the start of large plans for changes that have nothing for them.
  -- Columns that want an index and have none: not in the change, not in the catalog.
  return query
    select v.rule_id, c.n, c.path, c.statement, c.location, c.object, c.is_new,
      jsonb_build_object('table', c.object, 'column', c.name, 'type', upper(c.type))
    from unnest(change.columns) as c
      cross join lateral (values
        ('IDX01', c.base = 'jsonb' and not exists (
          select from unnest(change.indexes) as i
          where i.object = c.object and (i.method = 'gin' and c.name = any (i.columns)
            or array_position(i.columns, null) is not null and i.body #>> '{index,columns}' ~ ('\m' || c.name || '\M')))),
        ('IDX02', settings #> '{IDX02,columns}' ? c.name and not c.is_key and not c.is_unique and not exists (
          select from unnest(change.indexes) as i where i.object = c.object and i.columns[1] = c.name
          union all
          select from unnest(change.constraints) as k
          where k.object = c.object and k.kind in ('primary_key', 'unique') and k.columns[1] = c.name))
      ) as v (rule_id, hit)
    where c.op <> 'alter_column_type' and v.hit and settings ? v.rule_id;

  if not exists (select from unnest(change.constraints) as k where k.kind = 'foreign_key') and cardinality(change.indexes) = 0 then
    return;
  end if;

  return query
    select 'IDX03', k.n, k.path, k.statement, k.location, k.object, k.is_new,
      jsonb_build_object('table', k.object, 'columns', array_to_string(k.columns, ', '), 'target', k.target)
    from unnest(change.constraints) as k
    where settings ? 'IDX03' and k.kind = 'foreign_key' and not exists (
      select from unnest(change.indexes) as i
      where i.object = k.object and i.columns[1:cardinality(k.columns)] @> k.columns
      union all
      select from unnest(change.constraints) as u
      where u.object = k.object and u.kind in ('primary_key', 'unique') and u.columns[1:cardinality(k.columns)] @> k.columns
      union all
      select from jsonb_each(facts #> array['tables', k.object, 'indexes']) as x (name, value)
      where (array(select jsonb_array_elements_text(x.value -> 'columns')))[1:cardinality(k.columns)] @> k.columns
        and (x.value ->> 'valid')::boolean and not (x.value ->> 'partial')::boolean
    );

  return query
    select v.rule_id, i.n, i.path || v.field, i.statement, i.location, i.object, i.is_new,
      jsonb_build_object('name', coalesce(i.name, ''), 'table', i.object, 'columns', array_to_string(i.columns, ', ', '…'),
        'count', cardinality(i.columns), 'max', settings #>> array[v.rule_id, 'max'], 'what', v.what)
    from unnest(change.indexes) as i
      left join lateral (
        -- The column's type, from the change or from the catalog.
        select coalesce(
          (select c.base || case when c.is_array then '[]' else '' end from unnest(change.columns) as c
           where c.object = i.object and c.name = i.columns[1] limit 1),
          facts #>> array['tables', i.object, 'columns', i.columns[1], 'type']) as type
      ) as t on true
      left join lateral (
        select o.name from (
          select j.name, j.columns, j.n from unnest(change.indexes) as j
          where j.object = i.object and j.n < i.n and j.method = 'btree' and j.predicate is null
          union all
          select x.name, array(select jsonb_array_elements_text(x.value -> 'columns')), 0
          from jsonb_each(facts #> array['tables', i.object, 'indexes']) as x (name, value)
          where x.value ->> 'method' = 'btree' and not (x.value ->> 'partial')::boolean and (x.value ->> 'valid')::boolean
            and x.name is distinct from i.name
        ) as o
        where i.method = 'btree' and i.predicate is null and not i.is_unique
          and array_position(i.columns, null) is null and o.columns[1:cardinality(i.columns)] = i.columns
          and not exists (select from unnest(change.operations) as p
            where p.op = 'drop_index' and p.body ->> 'name' = o.name and p.n < i.n)
        limit 1
      ) as r on true
      cross join lateral (values
        ('IDX04', cardinality(i.columns) > (settings #>> '{IDX04,max}')::integer, '.columns', null),
        ('IDX05', not i.is_unique and i.method = 'btree' and cardinality(i.columns) > 3, '.columns', null),
        ('IDX07', (select count(*) > count(distinct u.name) from unnest(i.columns) as u (name) where u.name is not null), '.columns', null),
        ('IDX08', r.name is not null, '', r.name),
        ('IDX09', i.method = 'hash', '.type', null),
        ('IDX10', i.method = 'btree' and (t.type in ('jsonb', 'json') or t.type ~ '\[\]$'), '.columns', t.type),
        ('IDX11', i.method in ('hnsw', 'ivfflat') and (not i.body ? 'options'
          or coalesce(i.body #>> '{operator_classes,0}', '') !~ (settings #>> '{IDX11,operator_class}')), '', null),
        ('IDX12', i.is_concurrent and (facts ->> 'server')::integer between 140000 and 140003, '', facts ->> 'server')
      ) as v (rule_id, hit, field, what)
    where v.hit and settings ? v.rule_id;

  if cardinality(change.indexes) + cardinality(change.constraints) <= coalesce((settings #>> '{IDX06,max}')::integer, 0)
    and facts -> 'tables' = '{}'
  then
    return;
  end if;
  return query
    select 'IDX06', max(x.n), null::text, max(x.statement), max(x.location), x.object, bool_or(x.is_new),
      jsonb_build_object('table', x.object, 'count', count(*) + coalesce((
        select count(*) from jsonb_object_keys(facts #> array['tables', x.object, 'indexes'])), 0),
        'max', settings #>> '{IDX06,max}')
    from (
      select i.n, i.statement, i.location, i.object, i.is_new from unnest(change.indexes) as i
      union all
      select k.n, k.statement, k.location, k.object, k.is_new from unnest(change.constraints) as k
      where k.kind in ('primary_key', 'unique', 'exclude') and k.using_index is null
    ) as x
    where settings ? 'IDX06'
    group by x.object
    having count(*) + coalesce((
      select count(*) from jsonb_object_keys(facts #> array['tables', x.object, 'indexes'])), 0)
      > (settings #>> '{IDX06,max}')::integer;
end;
$$;

comment on function specql_governance.check_indexes(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about indexes. settings holds the parameters of the rules that are on.';
