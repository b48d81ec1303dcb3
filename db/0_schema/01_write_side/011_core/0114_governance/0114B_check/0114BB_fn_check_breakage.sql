-- 0114BB  specql_governance.check_breakage()
-- What destroys data or breaks those who read it: DES01 to DES13, CMP01 to CMP10.

create or replace function specql_governance.check_breakage(
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
    select v.rule_id, o.n, o.path, o.statement, o.location, o.object, false,
      jsonb_build_object('table', o.object, 'column', o.body ->> 'column', 'name', coalesce(o.body ->> 'name', o.object),
        'new_name', o.body ->> 'new_name', 'new_schema', o.body ->> 'new_schema', 'op', upper(replace(o.op, '_', ' ')),
        'rows', coalesce(facts #>> array['tables', o.object, 'rows'], 'unknown number of'), 'what', v.what)
    from unnest(change.operations) as o
      cross join lateral (
        select facts #>> array['tables', o.object, 'constraints', o.body ->> 'name', 'kind'] as constraint_kind,
          (select string_agg(distinct d.value ->> 'kind' || ' ' || (d.value ->> 'name'), ', ')
           from jsonb_array_elements(facts #> array['tables', o.object, 'dependents']) as d (value)
           where o.op in ('drop_table', 'rename_table', 'set_schema')
              and not (o.op <> 'drop_table' and d.value ->> 'kind' = 'foreign key')
             or d.value ->> 'column' = o.body ->> 'column'
              and (o.op in ('drop_column', 'alter_column_type')
                or o.op = 'rename_column' and d.value ->> 'kind' = 'function')) as dependents,
          (select string_agg(distinct s.value ->> 'service', ', ')
           from jsonb_array_elements(facts -> 'consumers') as s (value)) as consumers
      ) as t
      cross join lateral (values
        ('DES01', o.op = 'drop_table', null),
        ('DES02', o.op = 'drop_column', null),
        ('DES03', o.op = 'drop_schema', null),
        ('DES04', o.op = 'drop_database', null),
        ('DES05', (starts_with(o.op, 'drop_')) and (o.body ->> 'cascade')::boolean, coalesce((
          select string_agg(distinct d.value ->> 'kind' || ' ' || (d.value ->> 'name'), ', ')
          from jsonb_array_elements(facts #> array['tables', o.object, 'dependents']) as d (value)
          where o.op = 'drop_table' or d.value ->> 'column' = o.body ->> 'column'), 'whatever depends on it')),
        ('DES06', o.op = 'truncate', null),
        ('DES07', o.op = 'truncate' and (o.body ->> 'cascade')::boolean, (
          select string_agg(i.value #>> '{}', ', ') from jsonb_array_elements(facts #> array['tables', o.object, 'inbound']) as i (value))),
        ('DES08', o.op = 'drop_not_null', null),
        ('DES09', o.op = 'drop_constraint' and coalesce(t.constraint_kind = 'foreign_key',
          o.body ->> 'name' ~ '(^fk_|_fk$|_fkey$|_fk_)'), null),
        ('DES10', o.op = 'drop_constraint' and coalesce(t.constraint_kind = 'primary_key',
          o.body ->> 'name' ~ '(^pk_|_pk$|_pkey$)'), null),
        ('DES11', o.op = 'drop_index' and exists (
          select from jsonb_each(facts -> 'tables') as x (name, value)
          where x.value #>> array['indexes', o.body ->> 'name', 'constraint'] is not null), null),
        ('DES12', o.op = 'drop_type', null),
        ('DES13', o.op = 'drop_trigger', null),
        ('CMP01', o.op = 'rename_column' and not exists (
          select from unnest(change.operations) as w
          where w.op = 'rename_column' and w.object = o.object and w.n < o.n and w.body ->> 'new_name' = o.body ->> 'column'), null),
        -- A view of the old name keeps the readers going.
        ('CMP02', o.op = 'rename_table' and not exists (
          select from unnest(change.operations) as w where w.op = 'create_view' and w.object = o.object and w.n > o.n), null),
        ('CMP03', o.op = 'rename_schema', null),
        ('CMP04', o.op = 'alter_type_rename_value', o.body ->> 'value'),
        ('CMP05', o.op = 'alter_type_add_value' and not coalesce((o.body ->> 'placed')::boolean, false), o.body ->> 'value'),
        ('CMP06', o.op = 'set_schema', null),
        ('CMP07', t.dependents is not null, t.dependents),
        ('CMP08', o.op in ('set_default', 'drop_default'), null),
        ('CMP10', o.op in ('drop_table', 'drop_column', 'rename_table', 'rename_column', 'alter_column_type', 'set_schema',
          'set_not_null', 'rename_schema', 'drop_schema', 'drop_view') and t.consumers is not null, t.consumers)
      ) as v (rule_id, hit, what)
    where not o.is_new and v.hit and settings ? v.rule_id;
end;
$$;

comment on function specql_governance.check_breakage(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about destruction and compatibility. settings holds the parameters of the rules that are on.';
