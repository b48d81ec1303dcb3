-- 0114A8  specql_governance.change_columns()
-- The columns that a change brings or retypes.

create or replace function specql_governance.change_columns(operations specql_governance.change_operation[])
  returns specql_governance.change_column[]
  language plpgsql
  stable
as $$
begin
  return array(
    select row(
      o.n, o.op, o.object, o.is_new,
      coalesce(c.value ->> 'path', o.path), o.statement, coalesce((c.value ->> 'location')::integer, o.location),
      c.value ->> 'name', c.value ->> 'type', specql_governance.base_type(c.value ->> 'type'),
      specql_governance.type_modifiers(c.value ->> 'type'), strpos(c.value ->> 'type', '[') > 0,
      coalesce((c.value ->> 'nullable')::boolean, true)
        and not coalesce((c.value ->> 'primary_key')::boolean, false) and not coalesce(k.columns ? (c.value ->> 'name'), false),
      coalesce((c.value ->> 'primary_key')::boolean, false) or coalesce(k.columns ? (c.value ->> 'name'), false),
      coalesce((c.value ->> 'unique')::boolean, false),
      c.value -> 'default' ->> 'kind', c.value -> 'default' ->> 'text', c.value -> 'default' ->> 'call',
      c.value ->> 'identity', c.value ->> 'generated', c.value ->> 'comment', c.value
    )::specql_governance.change_column
    from unnest(operations) as o
      cross join lateral jsonb_array_elements(case
        when o.op = 'create_table' then coalesce(o.body -> 'columns', '[]')
        when o.op = 'add_column' then jsonb_build_array(o.body -> 'column')
        when o.op = 'alter_column_type' then jsonb_build_array(jsonb_build_object(
          'name', o.body -> 'column', 'type', o.body -> 'type'))
        else '[]'
      end) as c (value)
      left join lateral (
        select t.value -> 'columns' as columns
        from jsonb_array_elements(case when o.op = 'create_table' then o.body -> 'constraints' end) as t (value)
        where t.value ->> 'kind' = 'primary_key'
        limit 1
      ) as k on true
  );
end;
$$;

comment on function specql_governance.change_columns(specql_governance.change_operation[]) is
  'The columns of create_table, add_column and alter_column_type, in order.';
