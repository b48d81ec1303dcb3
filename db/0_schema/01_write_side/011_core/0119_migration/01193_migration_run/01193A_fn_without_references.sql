-- 01193A  specql_governance.without_references()
-- The creation of a table without its foreign keys.

create or replace function specql_governance.without_references(operations jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_agg(o.item || case when o.item ->> 'op' = 'create_table' then jsonb_build_object(
      'columns', (select coalesce(jsonb_agg(c.item - 'references' order by c.position), '[]')
        from jsonb_array_elements(o.item -> 'columns') with ordinality as c (item, position)),
      'constraints', (select coalesce(jsonb_agg(k.item order by k.position), '[]')
        from jsonb_array_elements(coalesce(o.item -> 'constraints', '[]')) with ordinality as k (item, position)
        where k.item ->> 'kind' <> 'foreign_key')) else '{}' end order by o.position)
  from jsonb_array_elements(operations) with ordinality as o (item, position);
$$;

comment on function specql_governance.without_references(jsonb) is
  'The operations, with neither references of columns nor foreign keys of tables: a copy must not lock what they lead to.';
