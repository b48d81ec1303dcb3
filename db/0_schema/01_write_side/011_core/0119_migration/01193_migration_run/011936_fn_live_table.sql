-- 011936  specql_governance.live_table()
-- A table as the catalog has it, in the words of operations.

create or replace function specql_governance.live_table(schema_name text, table_name text)
  returns jsonb
  language sql
  stable
as $$
  select jsonb_build_object(
    'schema', m.model ->> 'schema',
    'tableName', m.model ->> 'table',
    'owner', m.model ->> 'owner',
    'comment', m.model ->> 'comment',
    'columns', (
      select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'name', c.item ->> 'name', 'type', c.item ->> 'type', 'nullable', (c.item ->> 'nullable')::boolean,
        'defaultValue', c.item ->> 'default', 'identity', c.item ->> 'identity', 'generated', c.item ->> 'generated',
        'collation', c.item ->> 'collation', 'comment', c.item ->> 'comment',
        'primaryKey', exists (select from jsonb_array_elements(m.model -> 'constraints') as k
          where k ->> 'kind' = 'primary_key' and k -> 'columns' ? (c.item ->> 'name'))
      )) order by c.position), '[]')
      from jsonb_array_elements(m.model -> 'columns') with ordinality as c (item, position)),
    'constraints', (
      select coalesce(jsonb_agg(jsonb_strip_nulls(k - 'definition')), '[]')
      from jsonb_array_elements(m.model -> 'constraints') as k),
    'indexes', (
      select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'name', i ->> 'name', 'unique', (i ->> 'unique')::boolean, 'columns', i -> 'columns', 'definition', i ->> 'tail',
        'valid', (i ->> 'valid')::boolean, 'comment', i ->> 'comment'))), '[]')
      from jsonb_array_elements(m.model -> 'indexes') as i),
    'others', m.model -> 'others'
  )
  from (select specql_governance.live_model(schema_name, table_name) as model) as m
  where m.model is not null;
$$;

comment on function specql_governance.live_table(text, text) is
  'The table in the form of a request''s schemaJson, or null where there is none. others names what has no words there.';
