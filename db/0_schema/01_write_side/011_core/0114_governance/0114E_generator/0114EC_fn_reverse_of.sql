-- 0114EC  specql_governance.reverse_of()
-- The actions that undo one action.

create or replace function specql_governance.reverse_of(action jsonb, model jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_do   constant text := action ->> 'do';
  v_name constant text := coalesce(action ->> 'column', action ->> 'name');
  v_base constant jsonb := jsonb_build_object('schema', action ->> 'schema', 'table', action ->> 'table', 'path', action ->> 'path');
  v_old  jsonb;
begin
  if v_do = 'drop_table' and model -> 'others' <> '[]' then
    raise exception using
      errcode = 'SG522',
      message = format('dropping %I.%I could not be undone', action ->> 'schema', action ->> 'table'),
      detail = format('The generator cannot bring back: %s.',
        (select string_agg(o, ', ') from jsonb_array_elements_text(model -> 'others') as o)),
      hint = 'Remove these first, in a migration of your own.',
      column = action ->> 'path';
  end if;
  select o.item into v_old
  from jsonb_array_elements(coalesce(model -> case
    when v_do like '%constraint' or action ->> 'on' = 'constraint' then 'constraints'
    when v_do like '%index' or action ->> 'on' = 'index' then 'indexes' else 'columns' end, '[]')) as o (item)
  where o.item ->> 'name' = v_name;

  return case v_do
    when 'create_table' then jsonb_build_array(v_base || '{"do": "drop_table", "later": true}')
    when 'drop_table' then specql_governance.creation_of(model, action ->> 'path')
    when 'rename_table' then jsonb_build_array(v_base || jsonb_build_object(
      'do', 'rename_table', 'table', action ->> 'new_name', 'new_name', action ->> 'table'))
    when 'add_column' then jsonb_build_array(v_base || jsonb_build_object(
      'do', 'drop_column', 'column', action #>> '{column,name}', 'later', true, 'filled', coalesce(action #> '{column,generated}', 'null') <> 'null',
      'default', case when action #>> '{column,default}' ~ '^(e?''|-?\d|true$|false$)' then action #>> '{column,default}' end))
    when 'drop_column' then jsonb_build_array(v_base || jsonb_build_object('do', 'add_column', 'column', v_old))
      || specql_governance.comment_actions(v_base, 'column', v_old)
    when 'rename_column' then jsonb_build_array(v_base || jsonb_build_object(
      'do', 'rename_column', 'column', action ->> 'new_name', 'new_name', v_name))
    when 'set_type' then jsonb_build_array(v_base || jsonb_build_object(
      'do', 'set_type', 'column', v_name, 'type', v_old ->> 'type', 'base', v_old ->> 'base', 'typmod', v_old -> 'typmod',
      'default', v_old ->> 'default', 'later', true, 'identity', v_old ->> 'identity', 'generated', v_old ->> 'generated',
      'checks', (
        select jsonb_agg(k) from jsonb_array_elements(model -> 'constraints') as k
        where k ->> 'kind' = 'check' and k ->> 'expression' ~ ('\m' || regexp_replace(v_name, '\W', '.', 'g') || '\M'))))
    when 'set_default' then jsonb_build_array(v_base || jsonb_build_object(
      'do', 'set_default', 'column', v_name, 'default', v_old ->> 'default'))
    when 'set_not_null' then jsonb_build_array(v_base || jsonb_build_object('do', 'drop_not_null', 'column', v_name))
    when 'drop_not_null' then jsonb_build_array(v_base || jsonb_build_object('do', 'set_not_null', 'column', v_name))
    when 'add_constraint' then jsonb_build_array(v_base || jsonb_build_object('do', 'drop_constraint', 'name', action #>> '{constraint,name}'))
      || case when action #>> '{constraint,kind}' <> 'primary_key' then '[]' else coalesce((
        select jsonb_agg(v_base || jsonb_build_object('do', 'drop_not_null', 'column', c ->> 'name'))
        from jsonb_array_elements(model -> 'columns') as c
        where action #> '{constraint,columns}' ? (c ->> 'name') and (c ->> 'nullable')::boolean), '[]') end
    when 'drop_constraint' then jsonb_build_array(v_base || jsonb_build_object('do', 'add_constraint', 'constraint', v_old))
      || specql_governance.comment_actions(v_base, 'constraint', v_old)
    when 'validate_constraint' then jsonb_build_array(v_base || jsonb_build_object('do', 'unvalidate_constraint', 'name', v_name, 'constraint', v_old))
    when 'rename_constraint' then jsonb_build_array(v_base || jsonb_build_object(
      'do', v_do, 'name', action ->> 'new_name', 'new_name', v_name))
    when 'create_index' then jsonb_build_array(v_base || jsonb_build_object('do', 'drop_index', 'name', action #>> '{index,name}'))
    when 'drop_index' then jsonb_build_array(v_base || jsonb_build_object('do', 'create_index', 'index', v_old))
      || specql_governance.comment_actions(v_base, 'index', v_old)
    when 'rename_index' then jsonb_build_array(v_base || jsonb_build_object('do', v_do, 'name', action ->> 'new_name', 'new_name', v_name))
    when 'set_comment' then jsonb_build_array(v_base || jsonb_build_object(
      'do', 'set_comment', 'on', action ->> 'on', 'name', v_name,
      'comment', case when action ->> 'on' = 'table' then model ->> 'comment' else v_old ->> 'comment' end))
  end;
end;
$$;

comment on function specql_governance.reverse_of(jsonb, jsonb) is
  'What undoes the action on a table that was as the model says. SG522 where the generator could not bring everything back. '
  'Data is not brought back; where undoing would lose what came later, the step refuses.';
