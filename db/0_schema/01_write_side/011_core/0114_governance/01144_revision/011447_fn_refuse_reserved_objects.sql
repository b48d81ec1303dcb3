-- 011447  specql_governance.refuse_reserved_objects()
-- No operation reaches into a schema of ours, neither with its table nor with what it refers to.

create or replace function specql_governance.refuse_reserved_objects(operations jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_row record;
begin
  for v_row in
    select o.operation, named.name
    from jsonb_array_elements(operations) as o (operation)
      cross join lateral (
        select n.name #>> '{}'
        from jsonb_path_query(o.operation, 'lax $.**.schema ? (@.type() == "string")') as n (name)
        union all
        select n.name #>> '{}'
        from jsonb_path_query(o.operation, 'lax $.**.new_schema ? (@.type() == "string")') as n (name)
        union all
        -- A reference may carry its schema in the table's name.
        select split_part(n.name #>> '{}', '.', 1)
        from jsonb_path_query(o.operation, 'lax $.**.references.table ? (@.type() == "string")') as n (name)
        where n.name #>> '{}' like '%.%'
      ) as named (name)
  loop
    perform specql_governance.refuse_reserved_schema(
      v_row.name, coalesce(v_row.operation ->> 'path', v_row.operation ->> 'op'));
  end loop;
end;
$$;

comment on function specql_governance.refuse_reserved_objects(jsonb) is
  'SG450 where an operation names a reserved schema anywhere.';
