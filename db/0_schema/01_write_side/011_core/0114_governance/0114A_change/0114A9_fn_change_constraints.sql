-- 0114A9  specql_governance.change_constraints()
-- The constraints that a change brings: of tables, of columns, and added ones.

create or replace function specql_governance.change_constraints(
  operations specql_governance.change_operation[],
  columns    specql_governance.change_column[]
)
  returns specql_governance.change_constraint[]
  language plpgsql
  stable
as $$
begin
  return array(
    select row(
      k.n, k.op, k.object, k.is_new, k.path, k.statement, k.location, k.value ->> 'kind', k.value ->> 'name',
      case when k.value -> 'columns' is not null then
        array(select jsonb_array_elements_text(k.value -> 'columns')) end,
      case when k.value -> 'references' is not null then
        coalesce(k.value -> 'references' ->> 'schema', 'public') || '.' || (k.value -> 'references' ->> 'table') end,
      case
        when jsonb_array_length(k.value -> 'references' -> 'columns') > 0 then
          array(select jsonb_array_elements_text(k.value -> 'references' -> 'columns'))
        when k.value -> 'references' ->> 'column' is not null then array[k.value -> 'references' ->> 'column']
      end,
      k.value -> 'references' ->> 'on_delete', coalesce(k.not_valid, false), k.using_index,
      k.value ->> 'expression', array(select jsonb_array_elements_text(k.value -> 'calls')), k.value
    )::specql_governance.change_constraint
    from (
      select o.n, o.op, o.object, o.is_new, coalesce(t.value ->> 'path', o.path) as path, o.statement,
        coalesce((t.value ->> 'location')::integer, o.location) as location, t.value,
        (o.body ->> 'not_valid')::boolean as not_valid, o.body ->> 'using_index' as using_index
      from unnest(operations) as o
        cross join lateral jsonb_array_elements(case
          when o.op = 'create_table' then coalesce(o.body -> 'constraints', '[]')
          when o.op = 'add_constraint' then jsonb_build_array(o.body -> 'constraint')
          else '[]'
        end) as t (value)
      union all
      select c.n, c.op, c.object, c.is_new, c.path, c.statement, c.location,
        v.value || jsonb_build_object('columns', jsonb_build_array(c.name)), null, null
      from unnest(columns) as c
        cross join lateral (values
          (case when (c.body ->> 'primary_key')::boolean then '{"kind": "primary_key"}'::jsonb end),
          (case when c.is_unique then '{"kind": "unique"}'::jsonb end),
          (case when c.body -> 'references' is not null then
            jsonb_build_object('kind', 'foreign_key', 'references', c.body -> 'references') end),
          (case when c.body ->> 'check' is not null then
            jsonb_build_object('kind', 'check', 'expression', c.body -> 'check', 'calls', coalesce(c.body -> 'calls', '[]')) end)
        ) as v (value)
      where v.value is not null
    ) as k
    order by k.n
  );
end;
$$;

comment on function specql_governance.change_constraints(
  specql_governance.change_operation[], specql_governance.change_column[]) is
  'The constraints of create_table, add_column and add_constraint, with those that stand at a column.';
