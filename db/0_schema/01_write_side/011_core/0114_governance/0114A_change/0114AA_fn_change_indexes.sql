-- 0114AA  specql_governance.change_indexes()
-- The indexes that a change brings.

create or replace function specql_governance.change_indexes(operations specql_governance.change_operation[])
  returns specql_governance.change_index[]
  language plpgsql
  stable
as $$
begin
  return array(
    select row(
      o.n, o.object, o.is_new, o.path, o.statement, o.location, o.body -> 'index' ->> 'name',
      array(
        select case when jsonb_typeof(c.value) = 'string' then c.value #>> '{}' end
        from jsonb_array_elements(coalesce(o.body -> 'index' -> 'columns', '[]')) with ordinality as c (value, position)
        order by c.position
      ),
      coalesce((o.body -> 'index' ->> 'unique')::boolean, false),
      lower(coalesce(o.body -> 'index' ->> 'method', 'btree')),
      o.body -> 'index' ->> 'where', coalesce((o.body ->> 'concurrently')::boolean, false), o.body
    )::specql_governance.change_index
    from unnest(operations) as o
    where o.op = 'create_index'
  );
end;
$$;

comment on function specql_governance.change_indexes(specql_governance.change_operation[]) is
  'The indexes of create_index operations, in order.';
