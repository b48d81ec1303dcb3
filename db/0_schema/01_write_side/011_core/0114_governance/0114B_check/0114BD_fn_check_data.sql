-- 0114BD  specql_governance.check_data()
-- Statements that read or write rows: DML01 to DML12.

create or replace function specql_governance.check_data(
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
    select v.rule_id, o.n, o.path, o.statement, o.location, o.object, o.is_new,
      jsonb_build_object('table', o.object, 'op', upper(o.op), 'count', t.count, 'max', settings #>> array[v.rule_id, 'max'],
        'what', v.what)
    from unnest(change.operations) as o
      cross join lateral (
        select
          -- Rows that an INSERT brings: counted in the statement, or those of the table it reads.
          case when o.op = 'insert' then coalesce((o.body ->> 'rows')::bigint, (
            select max(coalesce((facts #>> array['tables', s.value #>> '{}', 'rows'])::bigint, 1000000))
            from jsonb_array_elements(o.body -> 'sources') as s (value)))
          -- A unique key that the condition fixes leaves one row.
          when o.op in ('update', 'delete') then case
            when exists (
              select from jsonb_each(facts #> array['tables', o.object, 'indexes']) as x (name, value)
              where (x.value ->> 'unique')::boolean and not (x.value ->> 'partial')::boolean
                and x.value -> 'columns' <@ (o.body -> 'equals')) then 1
            when facts #> array['tables', o.object] is null and o.body -> 'equals' ?| array['id', 'uuid', 'identifier'] then 1
            else coalesce((facts #>> array['tables', o.object, 'rows'])::bigint, 1000000)
          end end as count
      ) as t
      cross join lateral (values
        ('DML01', o.op in ('update', 'delete') and not (o.body ->> 'where')::boolean, null),
        ('DML02', o.op in ('select', 'insert', 'create_view', 'create_matview') and (o.body ->> 'star')::boolean, null),
        ('DML03', o.op = 'select' and (o.body ->> 'from')::boolean and not (o.body ->> 'where')::boolean, null),
        ('DML04', (o.body ->> 'like_suffix')::boolean, null),
        ('DML05', o.op = 'insert' and not o.body ? 'targets' and not coalesce((o.body ->> 'default_values')::boolean, false), null),
        ('DML06', o.op = 'insert' and (o.body ->> 'order_random')::boolean, null),
        ('DML07', o.op = 'insert' and t.count > (settings #>> '{DML07,max}')::bigint, null),
        ('DML08', o.op in ('update', 'delete') and (o.body ->> 'where')::boolean and t.count > (settings #>> '{DML08,max}')::bigint, null),
        ('DML09', o.op in ('update', 'insert') and not o.is_new and facts #> array['tables', o.object] is not null and exists (
          select from jsonb_array_elements_text(o.body -> 'targets') as c (name)
          where not facts #> array['tables', o.object, 'columns'] ? c.name and not exists (
            select from unnest(change.columns) as a where a.object = o.object and a.name = c.name and a.n < o.n)), (
          select string_agg(c.name, ', ') from jsonb_array_elements_text(o.body -> 'targets') as c (name)
          where not facts #> array['tables', o.object, 'columns'] ? c.name)),
        ('DML10', o.op in ('select', 'create_view', 'create_matview') and (o.body ->> 'where_calls')::boolean, null),
        ('DML11', o.op = 'update' and not (o.body ->> 'where')::boolean and t.count > (settings #>> '{DML11,max}')::bigint, null),
        ('DML12', o.op in ('update', 'delete') and facts #> array['tables', o.object] is not null and (
          not exists (
            select from jsonb_each(facts #> array['tables', o.object, 'constraints']) as k (name, value)
            where k.value ->> 'kind' = 'primary_key')
          or exists (
            select from jsonb_each(facts #> array['tables', o.object, 'constraints']) as k (name, value)
            where k.value ->> 'kind' = 'primary_key' and k.value -> 'columns' ?| array(
              select jsonb_array_elements_text(o.body -> 'targets')))), null)
      ) as v (rule_id, hit, what)
    where v.hit and settings ? v.rule_id and not (o.is_new and v.rule_id in ('DML01', 'DML08', 'DML11'));
end;
$$;

comment on function specql_governance.check_data(specql_governance.change, jsonb, jsonb) is
  'Findings of the rules about statements on rows. Row counts are estimates from the catalog: nothing is planned or executed.';
