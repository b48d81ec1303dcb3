-- 0114AB  specql_governance.change_of()
-- Lays a list of operations out for the checks.

create or replace function specql_governance.change_of(operations jsonb, context jsonb default '{}')
  returns specql_governance.change
  language plpgsql
  stable
as $$
declare
  v_operations specql_governance.change_operation[];
  v_columns    specql_governance.change_column[];
  v_new        text[] := '{}';
  v_wrapped    constant boolean := coalesce((context ->> 'wrapped')::boolean, false);
  v_block      integer := 0;
  v_current    integer := case when v_wrapped then 0 end;
  v_body       jsonb;
  v_op         text;
  v_object     text;
  v_n          integer := 0;
begin
  for v_body in select o.value from jsonb_array_elements(operations) with ordinality as o (value, n) order by o.n loop
    v_n := v_n + 1;
    v_op := v_body ->> 'op';
    v_object := coalesce(v_body ->> 'schema', 'public') || '.' || coalesce(v_body ->> 'table', v_body ->> 'name');
    if v_op = 'begin' and v_current is null then
      v_block := v_block + 1;
      v_current := v_block;
    end if;
    v_operations := v_operations || row(
      v_n, v_op, v_object,
      v_object = any (v_new) or v_op in ('create_table', 'create_view', 'create_matview', 'create_type', 'create_domain',
        'create_function', 'create_sequence'),
      v_body ->> 'path', (v_body -> 'location' ->> 'statement')::integer, (v_body -> 'location' ->> 'offset')::integer,
      v_current, v_body
    )::specql_governance.change_operation;
    if v_op in ('create_table', 'create_view', 'create_matview', 'create_type', 'create_domain', 'create_function',
      'create_sequence')
    then
      v_new := v_new || v_object;
    elsif v_op = 'rename_table' and v_object = any (v_new) then
      v_new := v_new || (coalesce(v_body ->> 'schema', 'public') || '.' || (v_body ->> 'new_name'));
    elsif v_op in ('commit', 'rollback') and v_current is distinct from 0 then
      v_current := null;
    end if;
  end loop;
  v_columns := specql_governance.change_columns(v_operations);
  return row(
    v_operations, v_columns, specql_governance.change_constraints(v_operations, v_columns),
    specql_governance.change_indexes(v_operations),
    array(select distinct o.op from unnest(v_operations) as o), context ->> 'profile', v_wrapped
  )::specql_governance.change;
end;
$$;

comment on function specql_governance.change_of(jsonb, jsonb) is
  'The change that operations make: numbered, with their columns, constraints and indexes, what was created on the way, '
  'and the transaction blocks. context: profile, wrapped.';
