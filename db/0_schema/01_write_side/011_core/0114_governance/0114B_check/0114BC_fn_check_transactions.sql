-- 0114BC  specql_governance.check_transactions()
-- A change as a sequence of statements: TXN01 to TXN13, LCK28 to LCK32, LCK36.

create or replace function specql_governance.check_transactions(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
declare
  -- What waits for, or holds, a lock that others feel.
  v_blocking constant text[] := array['add_column', 'drop_column', 'rename_column', 'alter_column_type', 'set_default',
    'drop_default', 'set_not_null', 'drop_not_null', 'add_constraint', 'drop_constraint', 'rename_constraint', 'validate_constraint',
    'rename_table', 'set_schema', 'drop_table', 'truncate', 'create_trigger', 'drop_trigger', 'attach_partition',
    'detach_partition', 'set_logged', 'set_unlogged', 'set_tablespace', 'cluster', 'lock_table', 'enable_rls', 'disable_rls',
    'force_rls', 'create_policy', 'disable_trigger', 'enable_trigger', 'rename_index', 'add_identity', 'drop_identity',
    'drop_view', 'drop_matview'];
  v_mild     constant text[] := array['validate_constraint', 'attach_partition', 'create_trigger'];
begin
  -- Statements that stand alone.
  return query
    select v.rule_id, o.n, o.path, o.statement, o.location, o.object, o.is_new,
      jsonb_build_object('table', o.object, 'name', coalesce(o.body ->> 'name', o.object), 'column', o.body ->> 'column',
        'op', upper(replace(o.op, '_', ' ')), 'what', v.what)
    from unnest(change.operations) as o
      cross join lateral (select o.body #>> '{column,name}' as added, o.body ->> 'column' as named,
        facts #> array['tables', o.object] as known) as t
      cross join lateral (values
        ('TXN01', change.profile is distinct from 'request' and o.block is null and not change.wrapped
          and (select max(w.statement) > 1 from unnest(change.operations) as w)
          and not coalesce((o.body ->> 'if_not_exists')::boolean, (o.body ->> 'if_exists')::boolean, (o.body ->> 'replace')::boolean, false)
          and o.op in ('create_table', 'add_column', 'create_index', 'create_schema', 'create_extension', 'create_sequence',
            'create_view', 'create_matview', 'create_trigger', 'create_type', 'create_domain', 'create_function', 'drop_table', 'drop_column',
            'drop_constraint', 'drop_index', 'drop_schema', 'drop_view', 'drop_type', 'drop_trigger', 'drop_function'), null),
        ('TXN02', o.block is not null and (o.body ->> 'concurrently')::boolean
          and o.op in ('create_index', 'drop_index', 'reindex', 'detach_partition')
          or o.block is not null and o.op = 'vacuum', null),
        ('TXN03', o.op in ('begin', 'commit', 'rollback', 'savepoint'), null),
        ('TXN08', o.op in ('do_block', 'call'), case o.op when 'do_block' then 'a DO block' else 'a call of ' || (o.body ->> 'name') end),
        ('TXN10', not o.is_new and o.op not in ('select', 'copy', 'insert', 'update', 'delete', 'merge') and (
          o.body ->> 'schema' in ('pg_catalog', 'information_schema') or not (t.known ->> 'owned')::boolean), null),
        ('TXN12', not o.is_new and case o.op
          when 'add_column' then t.known -> 'columns' ? t.added and not coalesce((o.body ->> 'if_not_exists')::boolean, false)
          when 'drop_column' then not t.known -> 'columns' ? t.named and not coalesce((o.body ->> 'if_exists')::boolean, false)
          when 'rename_column' then not t.known -> 'columns' ? t.named or t.known -> 'columns' ? (o.body ->> 'new_name')
          when 'drop_constraint' then not t.known -> 'constraints' ? (o.body ->> 'name') and not coalesce((o.body ->> 'if_exists')::boolean, false)
          when 'validate_constraint' then not t.known -> 'constraints' ? (o.body ->> 'name')
          else o.op in ('alter_column_type', 'set_default', 'drop_default', 'set_not_null', 'drop_not_null')
            and not t.known -> 'columns' ? t.named
        end and not exists (
          -- An earlier operation of the change may have made or renamed it.
          select from unnest(change.operations) as w
          where w.object = o.object and w.n < o.n
            and (w.body #>> '{column,name}' in (t.named, t.added) or w.body ->> 'new_name' in (t.named, t.added)
              or w.op = 'drop_column' and w.body ->> 'column' = t.added
              or w.body #>> '{constraint,name}' = o.body ->> 'name')),
          coalesce(case o.op when 'add_column' then t.added || ' is there already' end,
            coalesce(t.named, o.body ->> 'name') || ' is not there')),
        ('LCK36', o.op = 'alter_type_add_value' and o.block is not null, null),
        ('LCK32', o.op = any (v_blocking) and exists (
          select from unnest(change.operations) as w
          where w.object = o.object and w.statement = o.statement - 1 and w.op = any (v_blocking) and w.op = o.op
            and not w.is_new and not coalesce((w.body ->> 'not_valid')::boolean, false)), null)
      ) as v (rule_id, hit, what)
    where v.hit and settings ? v.rule_id;

  -- What is missing in the whole file, said once for each table. Our own way of applying sets both timeouts.
  return query
    select distinct on (v.rule_id, o.object) v.rule_id, o.n, o.path, o.statement, o.location, o.object, false,
      jsonb_build_object('table', o.object, 'op', upper(replace(o.op, '_', ' ')))
    from unnest(change.operations) as o
      cross join lateral (values ('LCK28', 'lock_timeout'), ('LCK29', 'statement_timeout')) as v (rule_id, parameter)
    where change.profile is distinct from 'request' and settings ? v.rule_id and not o.is_new
      and (o.op = any (v_blocking) or o.op = 'create_index' and not coalesce((o.body ->> 'concurrently')::boolean, false))
      and not exists (
        select from unnest(change.operations) as p
        where p.n < o.n and p.op = 'set_parameter' and p.body ->> 'name' = v.parameter
          and coalesce(p.body ->> 'value', '0') <> '0')
    order by v.rule_id, o.object, o.n;

  return query
    select 'TXN04', o.n, o.path, o.statement, o.location, null::text, false, '{}'::jsonb
    from unnest(change.operations) as o
    where settings ? 'TXN04' and o.op = 'begin'
      and not exists (select from unnest(change.operations) as w where w.op in ('commit', 'rollback') and w.n > o.n)
    order by o.n desc
    limit 1;

  -- Two things in one transaction that should not be.
  return query
    select distinct on (v.rule_id, o.block) v.rule_id, w.n, w.path, w.statement, w.location, o.object, false,
      jsonb_build_object('table', o.object, 'name', w.object, 'op', upper(replace(w.op, '_', ' ')))
    from unnest(change.operations) as o
      join unnest(change.operations) as w on w.block = o.block and w.statement > o.statement
      cross join lateral (values
        ('LCK30', not w.is_new and w.object <> o.object
          and (w.op = any (v_blocking) or w.op in ('create_index', 'insert', 'update', 'delete'))),
        ('LCK31', w.op in ('update', 'delete') and w.body -> 'equals' = '[]' and specql_governance.has_rows(facts, w.object, 1000)
          or w.op = 'insert' and w.body ? 'sources')
      ) as v (rule_id, hit)
    where settings ? v.rule_id and not o.is_new and o.op = any (v_blocking) and o.op <> all (v_mild) and v.hit
    order by v.rule_id, o.block, w.n;

  return query
    select v.rule_id, 1, null::text, 1, o.location, null::text, false, jsonb_build_object('what', v.what, 'count', v.what)
    from unnest(change.operations[1:1]) as o
      cross join lateral (values
        ('TXN06', (select count(distinct w.object) from unnest(change.operations) as w
          where w.object is not null and not w.is_new) > 1, null),
        ('TXN07', change.ops && array['insert', 'update', 'delete', 'merge'] and change.ops && (v_blocking || array['create_index'])
          and exists (select from unnest(change.operations) as w where w.op in ('insert', 'update', 'delete', 'merge') and not w.is_new), null),
        ('TXN09', change.ops && array['create_table', 'create_view', 'create_function', 'create_matview'] and not exists (
          select from unnest(change.operations) as w where w.op = 'set_parameter' and w.body ->> 'name' in ('role', 'session_authorization')), null),
        ('TXN11', (facts #>> '{request,sql_bytes}')::bigint > (settings #>> '{TXN11,max}')::bigint, facts #>> '{request,sql_bytes}'),
        ('TXN13', facts ? 'syntax', facts #>> '{syntax,message}')
      ) as v (rule_id, hit, what)
    where v.hit and settings ? v.rule_id;
end;
$$;

comment on function specql_governance.check_transactions(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about order, transactions and what a change does as a whole. settings as elsewhere.';
