-- 011467  specql_governance.step_tags()
-- What an action needs, makes and takes away, by name.

create or replace function specql_governance.step_tags(action jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_do    constant text := action ->> 'do';
  v_named constant text := coalesce(action ->> 'column', action ->> 'name');
  v_kind  constant text := case
    when v_do like '%constraint' or action ->> 'on' = 'constraint' then 'constraint'
    when v_do like '%index' or action ->> 'on' = 'index' then 'index'
    when v_do like '%table' or action ->> 'on' = 'table' then 'table' else 'column' end;
begin
  return jsonb_build_object(
    'do', v_do, 'path', action ->> 'path', 'schema', action ->> 'schema', 'table', action ->> 'table', 'kind', v_kind,
    'needs', case
      when v_do in ('create_table', 'add_column', 'add_constraint') or v_do like 'drop%' or v_do like 'rename%' or v_kind = 'table' then null
      when v_do = 'create_index' then action #> '{index,columns}'
      else jsonb_build_array(v_named) end,
    'makes', coalesce(action #>> '{constraint,name}', action #>> '{index,name}', action #>> '{column,name}', action ->> 'new_name',
      case when v_do = 'create_table' then action ->> 'table' end),
    'takes', case
      when v_do in ('drop_column', 'rename_column', 'drop_constraint', 'rename_constraint', 'drop_index', 'rename_index') then v_named
      when v_do in ('drop_table', 'rename_table') then action ->> 'table' end
  );
end;
$$;

comment on function specql_governance.step_tags(jsonb) is
  'do, path, schema, table, kind (column, constraint, index, table), needs (names that must be there), makes, takes.';
