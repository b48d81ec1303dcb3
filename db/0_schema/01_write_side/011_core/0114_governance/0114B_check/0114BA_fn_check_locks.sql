-- 0114BA  specql_governance.check_locks()
-- What locks or rewrites a table that is in use: LCK01 to LCK37.

create or replace function specql_governance.check_locks(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
begin
  -- Columns that are added or retyped.
  return query
    select v.rule_id, c.n, c.path || v.field, c.statement, c.location, c.object, false,
      jsonb_build_object('table', c.object, 'column', c.name, 'type', upper(c.type), 'default', c.default_text, 'what', v.what)
    from unnest(change.columns) as c
      cross join lateral (
        select specql_governance.has_rows(facts, c.object) as filled,
          facts #>> array['tables', c.object, 'columns', c.name, 'type'] as old_type,
          array(
            select f.value from jsonb_array_elements_text(coalesce(c.body #> '{default,calls}',
              case when c.default_call is not null then jsonb_build_array(c.default_call) end, '[]')) as f (value)
            where coalesce(facts #>> array['functions', f.value],
              case when settings #> '{LCK05,list}' ? f.value then 'v' end) = 'v') as volatile_calls
      ) as t
      cross join lateral (
        select case when c.op = 'alter_column_type' then
          specql_governance.type_change(t.old_type, c.type, exists (
            select from unnest(change.operations) as o where o.n = c.n and o.body ? 'using')) end as effect
      ) as e
      cross join lateral (values
        ('LCK05', c.op = 'add_column' and t.filled and cardinality(t.volatile_calls) > 0, '.defaultValue', t.volatile_calls[1]),
        ('LCK06', c.op = 'add_column' and t.filled and c.default_kind in ('literal', 'call') and (facts ->> 'server')::integer < 110000,
          '.defaultValue', null),
        ('LCK07', c.op = 'add_column' and t.filled and c.generated is not null
          and coalesce(c.body ->> 'generated_kind', 'stored') = 'stored', '.generated', null),
        ('LCK08', c.op = 'add_column' and t.filled and (c.identity is not null or c.base ~ 'serial$'), '.type', null),
        ('LCK09', c.op = 'add_column' and t.filled and not c.nullable and coalesce(c.default_kind, 'null') = 'null'
          and c.identity is null and c.generated is null and c.base !~ 'serial$', '.nullable', null),
        ('LCK11', t.filled and e.effect ? 'rewrites', '.type', coalesce(upper(t.old_type), 'its type')),
        ('LCK12', t.filled and e.effect ? 'narrows', '.type', coalesce(upper(t.old_type), 'its type')),
        ('LCK13', c.op = 'alter_column_type' and t.filled and exists (
          select from jsonb_each(facts #> array['tables', c.object, 'constraints']) as k (name, value)
          where k.value ->> 'kind' = 'check' and k.value -> 'columns' ? c.name), '.type', (
          select string_agg(k.name, ', ') from jsonb_each(facts #> array['tables', c.object, 'constraints']) as k (name, value)
          where k.value ->> 'kind' = 'check' and k.value -> 'columns' ? c.name))
      ) as v (rule_id, hit, field, what)
    where not c.is_new and c.op <> 'create_table' and v.hit and settings ? v.rule_id;

  -- Constraints that are added.
  return query
    select v.rule_id, k.n, k.path, k.statement, k.location, k.object, false,
      jsonb_build_object('table', k.object, 'name', coalesce(k.name, 'without a name'), 'columns', array_to_string(k.columns, ', '),
        'target', k.target)
    from unnest(change.constraints) as k
      cross join lateral (select specql_governance.has_rows(facts, k.object) as filled) as t
      cross join lateral (values
        ('LCK14', k.kind = 'foreign_key' and not k.not_valid and k.op = 'add_constraint'),
        ('LCK15', k.kind = 'check' and not k.not_valid and k.op = 'add_constraint'),
        ('LCK16', k.kind = 'unique' and k.using_index is null and k.op = 'add_constraint'),
        ('LCK17', k.kind = 'primary_key' and k.using_index is null),
        ('LCK18', k.kind = 'primary_key' and k.op = 'add_constraint' and exists (
          select from unnest(coalesce(k.columns, array(select jsonb_array_elements_text(
            facts #> array['tables', k.object, 'indexes', k.using_index, 'columns'])))) as u (name)
          where not coalesce((facts #>> array['tables', k.object, 'columns', u.name, 'not_null'])::boolean, false))),
        ('LCK19', k.kind = 'exclude'),
        ('LCK20', k.kind = 'unique' and k.using_index is null and k.op = 'add_constraint'),
        ('LCK22', k.not_valid and exists (
          select from unnest(change.operations) as o
            join unnest(change.operations) as s on s.n = k.n
          where o.op = 'validate_constraint' and o.object = k.object and o.body ->> 'name' = k.name
            and (o.block = s.block or o.statement = s.statement)))
      ) as v (rule_id, hit)
    where not k.is_new and t.filled and v.hit and settings ? v.rule_id;

  -- Indexes that are built.
  return query
    select v.rule_id, i.n, i.path, i.statement, i.location, i.object, false,
      jsonb_build_object('table', i.object, 'name', coalesce(i.name, 'without a name'), 'columns', array_to_string(i.columns, ', ', '…'))
    from unnest(change.indexes) as i
      cross join lateral (values
        ('LCK01', not i.is_concurrent
          and specql_governance.has_rows(facts, i.object, (settings #>> '{LCK01,rows}')::bigint)),
        ('LCK20', i.is_unique and specql_governance.has_rows(facts, i.object)),
        ('LCK21', i.is_unique and exists (
          select from unnest(change.operations) as o
          where o.op = 'drop_index' and o.n < i.n and o.body ->> 'name' = i.name
            and not coalesce((facts #>> array['tables', i.object, 'indexes', i.name, 'unique'])::boolean, false))),
        ('LCK37', i.is_concurrent and (i.body ->> 'if_not_exists')::boolean and not exists (
          select from unnest(change.operations) as o
          where o.op = 'drop_index' and o.n < i.n and o.body ->> 'name' = i.name))
      ) as v (rule_id, hit)
    where not i.is_new and v.hit and settings ? v.rule_id;

  -- Everything else that an operation does by itself.
  return query
    select v.rule_id, o.n, o.path, o.statement, o.location, o.object, false,
      jsonb_build_object('table', o.object, 'name', o.body ->> 'name', 'column', o.body ->> 'column', 'what', v.what,
        'op', upper(replace(o.op, '_', ' ')))
    from unnest(change.operations) as o
      cross join lateral (values
        ('LCK02', o.op = 'drop_index' and not coalesce((o.body ->> 'concurrently')::boolean, false), null),
        ('LCK03', o.op = 'reindex' and not coalesce((o.body ->> 'concurrently')::boolean, false), null),
        ('LCK04', o.op = 'refresh_matview' and not coalesce((o.body ->> 'concurrently')::boolean, false), null),
        ('LCK10', o.op = 'set_not_null' and specql_governance.has_rows(facts, o.object)
          and not coalesce((facts #>> array['tables', o.object, 'columns', o.body ->> 'column', 'not_null'])::boolean, false)
          and not exists (
            select from jsonb_each(facts #> array['tables', o.object, 'constraints']) as k (name, value)
            where k.value ->> 'kind' = 'check' and k.value -> 'columns' ? (o.body ->> 'column')
              and lower(k.value ->> 'expression') ~ 'is not null'
              and ((k.value ->> 'validated')::boolean or exists (
                select from unnest(change.operations) as w
                where w.op = 'validate_constraint' and w.object = o.object and w.n < o.n and w.body ->> 'name' = k.name))
            union all
            select from unnest(change.constraints) as k
            where k.kind = 'check' and k.object = o.object and k.n < o.n
              and k.expression = (o.body ->> 'column') || ' is not null'
              and exists (select from unnest(change.operations) as w
                where w.op = 'validate_constraint' and w.object = o.object and w.n < o.n and w.body ->> 'name' = k.name)), null),
        ('LCK23', o.op = 'detach_partition' and not coalesce((o.body ->> 'concurrently')::boolean, false), null),
        ('LCK24', o.op = 'attach_partition' and specql_governance.has_rows(facts,
            coalesce(o.body ->> 'partition_schema', o.body ->> 'schema') || '.' || (o.body ->> 'partition'))
          and not exists (
            select from jsonb_each(facts #> array['tables',
              coalesce(o.body ->> 'partition_schema', o.body ->> 'schema') || '.' || (o.body ->> 'partition'), 'constraints']) as k (name, value)
            where k.value ->> 'kind' = 'check' and (k.value ->> 'validated')::boolean
              and k.value -> 'columns' @> coalesce(facts #> array['tables', o.object, 'partition_key'], '[]'))
          and not exists (
            select from unnest(change.operations) as w
            where w.op = 'create_table' and w.body ->> 'table' = o.body ->> 'partition' and w.n < o.n), o.body ->> 'partition'),
        ('LCK25', o.op = 'cluster' or o.op = 'vacuum' and (o.body ->> 'full')::boolean,
          case o.op when 'cluster' then 'CLUSTER' else 'VACUUM FULL' end),
        ('LCK26', o.op in ('set_logged', 'set_unlogged'), null),
        ('LCK27', o.op = 'set_tablespace', null),
        ('LCK33', o.op = 'create_trigger' and not (o.body ->> 'replace')::boolean, null),
        ('LCK34', o.op = 'disable_trigger', coalesce(o.body ->> 'name', 'all triggers')),
        ('LCK35', o.op = 'lock_table', null)
      ) as v (rule_id, hit, what)
    where not o.is_new and v.hit and settings ? v.rule_id;
end;
$$;

comment on function specql_governance.check_locks(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about locks and rewrites. settings holds the parameters of the rules that are on.';
