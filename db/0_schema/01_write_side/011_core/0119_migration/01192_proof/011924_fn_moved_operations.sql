-- 011924  specql_governance.moved_operations()
-- The same operations, for tables in other schemas.

create or replace function specql_governance.moved_operations(operations jsonb, places jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_agg(
    specql_governance.moved_references(o.item || jsonb_build_object('schema', places ->> coalesce(nullif(o.item ->> 'schema', ''), 'public')),
      coalesce(nullif(o.item ->> 'schema', ''), 'public'), places)
    order by o.position)
  from jsonb_array_elements(operations) with ordinality as o (item, position);
$$;

comment on function specql_governance.moved_operations(jsonb, jsonb) is
  'The operations with each schema replaced by its place, in references too.';
