-- 0114B3  specql_governance.check_names()
-- Names: NAM01 to NAM16.

create or replace function specql_governance.check_names(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
begin
  -- A name that an operation gives to something, and the rule that speaks for that kind of thing.
  return query
    with given as (
      select o.n, o.path || case o.op when 'create_table' then '' else '.newName' end as path, o.statement, o.location,
        o.object, o.is_new, case when o.op in ('create_schema', 'rename_schema') then 'schema' else 'table' end as kind,
        coalesce(o.body ->> 'new_name', o.body ->> 'table', o.body ->> 'name') as name
      from unnest(change.operations) as o
      where o.op in ('create_table', 'rename_table', 'create_view', 'create_matview', 'create_schema', 'rename_schema')
      union all
      select c.n, c.path || '.name', c.statement, c.location, c.object, c.is_new, 'column', c.name
      from unnest(change.columns) as c
      where c.op <> 'alter_column_type'
      union all
      select o.n, o.path || '.newName', o.statement, o.location, o.object, o.is_new, 'column', o.body ->> 'new_name'
      from unnest(change.operations) as o
      where o.op = 'rename_column'
      union all
      select i.n, i.path || '.name', i.statement, i.location, i.object, i.is_new, 'index', i.name
      from unnest(change.indexes) as i
      where i.name is not null
      union all
      select k.n, k.path || '.name', k.statement, k.location, k.object, k.is_new, 'constraint', k.name
      from unnest(change.constraints) as k
      where k.name is not null
    )
    select v.rule_id, g.n, g.path, g.statement, g.location, g.object, g.is_new,
      jsonb_build_object('name', g.name, 'kind', g.kind, 'table', g.object, 'bytes', octet_length(g.name))
    from given as g
      cross join lateral unnest(array[
        row('NAM01', g.kind = 'table' and g.name !~ (settings #>> '{NAM01,pattern}'), null, null),
        row('NAM02', g.kind = 'column' and g.name !~ (settings #>> '{NAM02,pattern}'), null, null),
        row('NAM09', g.kind = 'schema' and g.name !~ (settings #>> '{NAM09,pattern}'), null, null),
        row('NAM10', octet_length(g.name) >= 63, null, null),
        row('NAM11', g.kind in ('table', 'column', 'schema') and g.name ~ '^[a-z_][a-z0-9_]*$'
          and quote_ident(g.name) <> g.name
          and exists (select from pg_get_keywords() as w where w.word = g.name and w.catcode in ('R', 'T')), null, null)
      ]::specql_governance.verdict[]) as v
    where v.hit and settings ? v.rule_id;

  return query
    select v.rule_id, i.n, i.path || '.name', i.statement, i.location, i.object, i.is_new,
      jsonb_build_object('name', coalesce(i.name, ''), 'table', i.object, 'columns', array_to_string(i.columns, ', ', '…'),
        'wanted', 'idx_' || split_part(i.object, '.', 2) || '_' || array_to_string(i.columns, '_', 'expr'))
    from unnest(change.indexes) as i
      cross join lateral (values
        ('NAM04', i.name is not null and i.name !~ replace(replace(settings #>> '{NAM04,template}',
          '{table}', split_part(i.object, '.', 2)), '{columns}', array_to_string(i.columns, '_', '.*'))),
        ('NAM14', i.name is null)
      ) as v (rule_id, hit)
    where v.hit and settings ? v.rule_id;

  if settings ?| array['NAM05', 'NAM06', 'NAM07', 'NAM08', 'NAM13'] then
    return query
      select v.rule_id, k.n, k.path || '.name', k.statement, k.location, k.object, k.is_new,
        jsonb_build_object('name', coalesce(k.name, ''), 'table', k.object, 'kind', replace(k.kind, '_', ' '))
      from unnest(change.constraints) as k
        cross join lateral (values
          ('NAM05', k.kind = 'unique'), ('NAM06', k.kind = 'primary_key'), ('NAM07', k.kind = 'foreign_key'),
          ('NAM08', k.kind = 'check')
        ) as w (rule_id, is_kind)
        cross join lateral (values
          (w.rule_id, w.is_kind and k.name !~ replace(replace(settings #>> array[w.rule_id, 'template'],
            '{table}', split_part(k.object, '.', 2)), '{columns}', coalesce(array_to_string(k.columns, '_'), ''))),
          ('NAM13', w.is_kind and k.name is null)
        ) as v (rule_id, hit)
      where v.hit and settings ? v.rule_id;
  end if;

  return query
    select v.rule_id, o.n, o.path, o.statement, o.location, o.object, o.is_new,
      jsonb_build_object('name', o.object, 'table', o.object, 'op', upper(replace(o.op, '_', ' ')),
        'similar', facts #>> array['similar', o.object, '0'])
    from unnest(change.operations) as o
      cross join lateral (values
        ('NAM12', o.body ->> 'qualified' = 'false' and not o.body ? 'temporary'),
        ('NAM15', o.op = 'drop_table' and not o.is_new and o.body ->> 'table' !~ (settings #>> '{NAM15,pattern}')),
        ('NAM16', o.op = 'create_table' and facts #> array['similar', o.object] is not null)
      ) as v (rule_id, hit)
    where v.hit and settings ? v.rule_id;
end;
$$;

comment on function specql_governance.check_names(specql_governance.change, jsonb, jsonb) is
  'Findings of the naming rules. settings holds the parameters of the rules that are on.';
