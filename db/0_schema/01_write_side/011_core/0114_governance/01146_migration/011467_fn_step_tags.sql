-- 011467  specql_governance.step_tags()
-- What an action needs, makes and takes away, by name.

create or replace function specql_governance.step_tags(action jsonb)
  returns jsonb
  language sql
  immutable
as $$
  with a as (
    select action ->> 'do' as what, coalesce(action ->> 'column', action ->> 'name') as named,
      action #>> '{constraint,name}' as constraint_name, action #>> '{index,name}' as index_name,
      case when action ->> 'do' like '%constraint' or action ->> 'on' = 'constraint' then 'constraint'
        when action ->> 'do' like '%index' or action ->> 'on' = 'index' then 'index'
        when action ->> 'do' like '%table' or action ->> 'on' = 'table' then 'table' else 'column' end as kind
  )
  select jsonb_build_object(
    'do', a.what, 'path', action ->> 'path', 'schema', action ->> 'schema', 'table', action ->> 'table', 'kind', a.kind,
    'needs', case
      when a.what in ('create_table', 'add_column', 'add_constraint') or a.what like 'drop%' or a.what like 'rename%' or a.kind = 'table' then null
      when a.what = 'create_index' then action #> '{index,columns}'
      else jsonb_build_array(a.named) end,
    'makes', coalesce(a.constraint_name, a.index_name, action #>> '{column,name}', action ->> 'new_name',
      case when a.what = 'create_table' then action ->> 'table' end),
    'takes', case
      when a.what in ('drop_column', 'rename_column', 'drop_constraint', 'rename_constraint', 'drop_index', 'rename_index') then a.named
      when a.what in ('drop_table', 'rename_table') then action ->> 'table' end
  )
  from a;
$$;

comment on function specql_governance.step_tags(jsonb) is
  'do, path, schema, table, kind (column, constraint, index, table), needs (names that must be there), makes, takes.';
