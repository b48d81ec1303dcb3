-- 0114EA  specql_governance.alterations_of()
-- What one operation does to a table that is there.

create or replace function specql_governance.alterations_of(operation jsonb, model jsonb, path text, taken text[])
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_op      constant text := coalesce(operation ->> 'op', '');
  v_path    constant text := path;
  v_base    constant jsonb := jsonb_build_object('schema', operation ->> 'schema', 'table', operation ->> 'table', 'path', path);
  v_name    text;
  v_column  jsonb;
  v_facts   jsonb;
  v_new     text;
begin
  if v_op in ('add_column', 'drop_table', 'drop_column', 'rename_table', 'rename_column', 'alter_column_type', 'set_default',
      'drop_default', 'set_not_null', 'drop_not_null', 'add_constraint', 'drop_constraint', 'validate_constraint',
      'rename_constraint', 'create_index', 'drop_index', 'rename_index', 'set_comment') is not true
  then
    raise exception using
      errcode = 'SG520',
      message = format('%s is no operation that the generator writes', coalesce(nullif(quote_literal(left(v_op, 40)), ''''''), 'null')),
      hint = 'Write it as a migration of your own, where policy lint reads it.',
      column = v_path;
  end if;
  if model is null then
    if coalesce((operation ->> 'if_exists')::boolean, false) then
      return '[]';
    end if;
    raise exception using
      errcode = 'SG365',
      message = format('there is no table %I.%I', operation ->> 'schema', operation ->> 'table'),
      hint = 'Name a table that exists, or one that the same request creates before.',
      column = v_path;
  end if;

  v_name := case when v_op in ('drop_constraint', 'validate_constraint', 'rename_constraint', 'drop_index', 'rename_index')
    then operation ->> 'name' else operation ->> 'column' end;
  if v_name is not null or v_op in ('drop_column', 'rename_column', 'alter_column_type', 'set_default', 'drop_default', 'set_not_null',
      'drop_not_null', 'drop_constraint', 'validate_constraint', 'rename_constraint', 'drop_index', 'rename_index')
  then
    perform specql_governance.migration_identifier(v_name, v_path || case when v_op like '%constraint' or v_op like '%index' then '.name' else '.column' end);
    select o.item into v_column
    from jsonb_array_elements(model -> case when v_op like '%constraint' then 'constraints' when v_op like '%index' then 'indexes' else 'columns' end) as o (item)
    where o.item ->> 'name' = v_name;
    if not found then
      if coalesce((operation ->> 'if_exists')::boolean, false) then
        return '[]';
      end if;
      raise exception using
        errcode = 'SG365',
        message = format('%I.%I has no %s %s', operation ->> 'schema', operation ->> 'table',
          case when v_op like '%constraint' then 'constraint' when v_op like '%index' then 'index' else 'column' end, quote_ident(v_name)),
        hint = coalesce('Did you mean ' || common.closest(v_name, array(
          select o ->> 'name' from jsonb_array_elements(
            model -> case when v_op like '%constraint' then 'constraints' when v_op like '%index' then 'indexes' else 'columns' end) as o)) || '?',
          'Check the name.'),
        column = v_path;
    end if;
  end if;
  if v_op like 'rename%' then
    v_new := specql_governance.migration_identifier(operation ->> 'new_name', v_path || '.new_name');
    if v_new = coalesce(v_name, operation ->> 'table') then
      return '[]';
    end if;
    if v_op = 'rename_column' and exists (select from jsonb_array_elements(model -> 'columns') as c where c ->> 'name' = v_new)
      or v_op in ('rename_constraint', 'rename_index') and v_new = any (taken)
    then
      raise exception using
        errcode = 'SG361', message = format('the table has %s already', quote_ident(v_new)),
        hint = 'Choose a name that is free.', column = v_path || '.new_name';
    end if;
  end if;

  return case v_op
    when 'drop_table' then jsonb_build_array(v_base || '{"do": "drop_table"}')
    when 'rename_table' then jsonb_build_array(v_base || jsonb_build_object('do', 'rename_table', 'new_name', v_new))
    when 'drop_column' then coalesce((
        select jsonb_agg(v_base || jsonb_build_object('do', 'drop_constraint', 'name', k ->> 'name'))
        from jsonb_array_elements(model -> 'constraints') as k where k -> 'columns' ? v_name), '[]')
      || coalesce((
        select jsonb_agg(v_base || jsonb_build_object('do', 'drop_index', 'name', i ->> 'name'))
        from jsonb_array_elements(model -> 'indexes') as i where i -> 'columns' ? v_name), '[]')
      || jsonb_build_array(v_base || jsonb_build_object('do', 'drop_column', 'column', v_name))
    when 'rename_column' then jsonb_build_array(v_base || jsonb_build_object('do', 'rename_column', 'column', v_name, 'new_name', v_new))
    when 'alter_column_type' then (
      select case when t.facts ->> 'sql' = v_column ->> 'type' then '[]' else jsonb_build_array(v_base || jsonb_build_object(
        'do', 'set_type', 'column', v_name, 'type', t.facts ->> 'sql', 'base', t.facts ->> 'base',
        'typmod', (t.facts ->> 'typmod')::integer, 'default', v_column ->> 'default',
        'using', case when nullif(operation ->> 'using', '') is not null
          then specql_governance.migration_expression(operation ->> 'using', v_path || '.using') end)) end
      from (select specql_governance.resolved_type(operation ->> 'type', operation ->> 'schema', v_path || '.type') as facts) as t)
    when 'set_default' then jsonb_build_array(v_base || jsonb_build_object('do', 'set_default', 'column', v_name,
      'default', specql_governance.written_default(operation -> 'default', (
        select t.typcategory::text from pg_catalog.pg_type as t where t.oid = to_regtype(v_column ->> 'base')), v_path || '.default')))
    when 'drop_default' then jsonb_build_array(v_base || jsonb_build_object('do', 'set_default', 'column', v_name, 'default', null))
    when 'set_not_null' then case when (v_column ->> 'nullable')::boolean
      then jsonb_build_array(v_base || jsonb_build_object('do', 'set_not_null', 'column', v_name)) else '[]' end
    when 'drop_not_null' then case when not (v_column ->> 'nullable')::boolean
      then jsonb_build_array(v_base || jsonb_build_object('do', 'drop_not_null', 'column', v_name)) else '[]' end
    when 'add_constraint' then (
      select jsonb_build_array(v_base || jsonb_build_object('do', 'add_constraint', 'constraint', c.facts))
        || case when c.facts ->> 'comment' is null then '[]' else jsonb_build_array(v_base || jsonb_build_object(
          'do', 'set_comment', 'on', 'constraint', 'name', c.facts ->> 'name', 'comment', c.facts ->> 'comment')) end
      from (select specql_governance.constraint_facts(
        operation -> 'constraint' || jsonb_build_object('not_valid', coalesce(operation -> 'not_valid', operation #> '{constraint,not_valid}', 'false')),
        operation ->> 'schema', operation ->> 'table', taken, v_path || '.constraint') as facts) as c)
    when 'drop_constraint' then jsonb_build_array(v_base || jsonb_build_object('do', 'drop_constraint', 'name', v_name))
    when 'validate_constraint' then case when (v_column ->> 'valid')::boolean then '[]'
      else jsonb_build_array(v_base || jsonb_build_object('do', 'validate_constraint', 'name', v_name)) end
    when 'rename_constraint' then jsonb_build_array(v_base || jsonb_build_object('do', 'rename_constraint', 'name', v_name, 'new_name', v_new))
    when 'create_index' then (
      select jsonb_build_array(v_base || jsonb_build_object('do', 'create_index', 'index', i.facts))
        || case when i.facts ->> 'comment' is null then '[]' else jsonb_build_array(v_base || jsonb_build_object(
          'do', 'set_comment', 'on', 'index', 'name', i.facts ->> 'name', 'comment', i.facts ->> 'comment')) end
      from (select specql_governance.index_facts(operation -> 'index', operation ->> 'table', taken, coalesce(operation #>> '{index,path}', v_path)) as facts) as i)
    when 'drop_index' then jsonb_build_array(v_base || jsonb_build_object('do', 'drop_index', 'name', v_name))
    when 'rename_index' then jsonb_build_array(v_base || jsonb_build_object('do', 'rename_index', 'name', v_name, 'new_name', v_new))
    when 'set_comment' then jsonb_build_array(v_base || jsonb_build_object(
      'do', 'set_comment', 'on', case when v_name is null then 'table' else 'column' end, 'name', v_name,
      'comment', nullif(operation ->> 'comment', '')))
  end;
end;
$$;

comment on function specql_governance.alterations_of(jsonb, jsonb, text, text[]) is
  'The actions of an operation on a table that is there. A column is dropped after its constraints and indexes, each in a '
  'step of its own, so that each can come back. What is so already needs no action.';
