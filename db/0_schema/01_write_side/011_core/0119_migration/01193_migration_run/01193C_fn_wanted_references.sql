-- 01193C  specql_governance.wanted_references()
-- The foreign keys of a create_table.

create or replace function specql_governance.wanted_references(operation jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce((
    select jsonb_agg(jsonb_build_object('kind', 'foreign_key', 'columns', jsonb_build_array(c.item ->> 'name'),
      'references', c.item -> 'references' || jsonb_build_object('schema', coalesce(nullif(c.item #>> '{references,schema}', ''), operation ->> 'schema'),
        'columns', jsonb_build_array(c.item #>> '{references,column}'))) order by c.position)
    from jsonb_array_elements(operation -> 'columns') with ordinality as c (item, position)
    where jsonb_typeof(c.item -> 'references') = 'object'
  ), '[]') || coalesce((
    select jsonb_agg(k || jsonb_build_object('references', k -> 'references'
      || jsonb_build_object('schema', coalesce(nullif(k #>> '{references,schema}', ''), operation ->> 'schema'))))
    from jsonb_array_elements(coalesce(operation -> 'constraints', '[]')) as k
    where k ->> 'kind' = 'foreign_key'
  ), '[]');
$$;

comment on function specql_governance.wanted_references(jsonb) is
  'A list of CONSTRAINT: the references of its columns and its foreign keys, each with the schema that it means.';
