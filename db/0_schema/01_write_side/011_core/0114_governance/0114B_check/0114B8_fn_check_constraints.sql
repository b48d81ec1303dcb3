-- 0114B8  specql_governance.check_constraints()
-- Constraints: CON01 to CON08, TBL08.

create or replace function specql_governance.check_constraints(
  change   specql_governance.change,
  facts    jsonb,
  settings jsonb
)
  returns setof specql_governance.finding
  language plpgsql
  stable
as $$
begin
  if not exists (select from unnest(change.constraints) as k where k.kind in ('foreign_key', 'check') or k.not_valid) then
    return;
  end if;
  return query
    select v.rule_id, k.n, k.path || v.field, k.statement, k.location, k.object, k.is_new,
      jsonb_build_object('table', k.object, 'name', coalesce(k.name, ''), 'columns', array_to_string(k.columns, ', '),
        'target', k.target, 'what', v.what)
    from unnest(change.constraints) as k
      left join lateral (
        select
          -- Made by this very change, or there already; in both cases the columns pointed to must be a key.
          exists (select from unnest(change.operations) as o where o.op = 'create_table' and o.object = k.target and o.n <= k.n) as is_made,
          facts #> array['tables', k.target] as known,
          coalesce(
            (select c.base from unnest(change.columns) as c where c.object = k.object and c.name = k.columns[1] limit 1),
            specql_governance.base_type(facts #>> array['tables', k.object, 'columns', k.columns[1], 'type'])) as own_type
        where k.kind = 'foreign_key'
      ) as t on true
      left join lateral (
        select coalesce(k.target_columns, (
          select array(select jsonb_array_elements_text(x.value -> 'columns'))
          from jsonb_each(t.known -> 'constraints') as x (name, value) where x.value ->> 'kind' = 'primary_key'
        )) as columns
      ) as g on true
      left join lateral (
        select coalesce(
          specql_governance.base_type(t.known #>> array['columns', g.columns[1], 'type']),
          (select c.base from unnest(change.columns) as c where c.object = k.target and c.name = g.columns[1] limit 1)) as target_type
      ) as y on true
      cross join lateral (values
        ('CON01', k.kind = 'foreign_key' and replace(replace(t.own_type, 'bigserial', 'bigint'), 'serial', 'integer')
          <> replace(replace(y.target_type, 'bigserial', 'bigint'), 'serial', 'integer'), '.references',
          upper(y.target_type) || ' and ' || upper(t.own_type)),
        ('CON02', k.kind = 'foreign_key' and not t.is_made and facts ? 'tables' and (
          t.known is null and facts -> 'schemas' ? split_part(k.target, '.', 1)
          or t.known is not null and (g.columns is null
            or exists (select from unnest(g.columns) as u (name) where not t.known -> 'columns' ? u.name)
            or not exists (
              select from jsonb_each(t.known -> 'indexes') as x (name, value)
              where (x.value ->> 'unique')::boolean and not (x.value ->> 'partial')::boolean
                and array(select jsonb_array_elements_text(x.value -> 'columns')) <@ g.columns
                and g.columns <@ array(select jsonb_array_elements_text(x.value -> 'columns'))))), '.references',
          case when t.known is null then 'the table is not there' else 'these columns are not there or not unique' end),
        ('CON03', k.kind = 'foreign_key' and k.on_delete = 'CASCADE', '.references.onDelete', null),
        ('CON04', k.kind = 'foreign_key' and k.on_delete is null, '.references.onDelete', null),
        ('CON05', k.kind = 'foreign_key' and split_part(k.target, '.', 1) <> split_part(k.object, '.', 1), '.references', null),
        ('CON06', k.kind = 'check' and exists (
          select from unnest(k.calls) as f (name)
          where coalesce(facts #>> array['functions', f.name], case
            when settings #> '{CON06,list}' ? f.name then 's' else 'i' end) in ('v', 's')), '', array_to_string(k.calls, ', ')),
        ('CON07', k.not_valid and not exists (
          select from unnest(change.operations) as o
          where o.op = 'validate_constraint' and o.object = k.object and o.body ->> 'name' = k.name), '', null),
        ('TBL08', k.kind = 'foreign_key', '', null)
      ) as v (rule_id, hit, field, what)
    where v.hit and settings ? v.rule_id;

  return query
    select 'CON08', max(k.n), max(k.path), max(k.statement), max(k.location), min(k.object), false,
      jsonb_build_object('table', string_agg(distinct k.object, ', '), 'count', count(*),
        'target', string_agg(distinct k.target, ', '))
    from unnest(change.constraints) as k
    where settings ? 'CON08' and k.kind = 'foreign_key' and not k.is_new
    having count(*) > 1;
end;
$$;

comment on function specql_governance.check_constraints(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about constraints. settings holds the parameters of the rules that are on.';
