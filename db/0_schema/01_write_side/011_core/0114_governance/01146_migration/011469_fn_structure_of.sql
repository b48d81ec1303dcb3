-- 011469  specql_governance.structure_of()
-- The part of a model that says how a table is made, in an order of its own.

create or replace function specql_governance.structure_of(model jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return (
    select case when model is null or model = 'null' then null else jsonb_build_object(
      'comment', model -> 'comment',
      'columns', (
        select coalesce(jsonb_object_agg(c ->> 'name', c - array['name', 'serial', 'base', 'typmod', 'path']), '{}')
        from jsonb_array_elements(model -> 'columns') as c),
      'constraints', (
        select coalesce(jsonb_object_agg(k ->> 'name', k - array['name', 'path']), '{}')
        from jsonb_array_elements(model -> 'constraints') as k),
      'indexes', (
        select coalesce(jsonb_object_agg(i ->> 'name', i - array['name', 'path', 'columns', 'checks']), '{}')
        from jsonb_array_elements(model -> 'indexes') as i)
    ) end
  );
end;
$$;

comment on function specql_governance.structure_of(jsonb) is
  '{comment, columns, constraints, indexes}, each by name: jsonb sorts the names, so equal tables have equal structures.';
