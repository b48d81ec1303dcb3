-- 0114E9  specql_governance.actions_of()
-- What one operation does, in small steps whose opposite is known.

create or replace function specql_governance.actions_of(operation jsonb, model jsonb, path text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_op      constant text := coalesce(operation ->> 'op', '');
  v_schema  constant text := operation ->> 'schema';
  v_table   constant text := operation ->> 'table';
  v_path    constant text := coalesce(operation ->> 'path', actions_of.path);
  v_base    constant jsonb := jsonb_build_object('schema', v_schema, 'table', v_table, 'path', v_path);
  v_actions jsonb := '[]';
  v_taken   text[];
  v_item    jsonb;
  v_facts   jsonb;
  v_columns jsonb := '[]';
  v_constraints jsonb := '[]';
  v_wanted  jsonb := '[]';
  v_name    text;
begin
  if exists (
    select from unnest(array['cascade', 'temporary', 'unlogged', 'partition_by', 'partition_of', 'inherits', 'as_query', 'using_index']) as k (key)
    where coalesce(operation -> k.key, 'null') not in ('null', 'false', '""', '[]')
  ) then
    raise exception using
      errcode = 'SG520',
      message = format('%s asks for what the generator does not write', v_path),
      detail = format('The operation is %s.', quote_literal(left(operation::text, 200))),
      hint = 'Leave out cascade, temporary, unlogged, partitions, inheritance, as and using index.',
      column = v_path;
  end if;
  v_taken := array(select c ->> 'name' from jsonb_array_elements(coalesce(model -> 'constraints', '[]')) as c)
    || array(select i ->> 'name' from jsonb_array_elements(coalesce(model -> 'indexes', '[]')) as i);

  if v_op in ('create_table', 'add_column') then
    for v_item in
      select case when v_op = 'add_column' then operation -> 'column' || jsonb_build_object('path', coalesce(operation #>> '{column,path}', v_path || '.column'))
        else c.item || jsonb_build_object('path', coalesce(c.item ->> 'path', format('columns[%s]', c.position - 1))) end
      from jsonb_array_elements(case when v_op = 'add_column' then '[1]' else coalesce(operation -> 'columns', '[]') end)
        with ordinality as c (item, position)
      order by c.position
    loop
      v_facts := specql_governance.column_facts(v_item, v_schema, v_item ->> 'path');
      if exists (select from jsonb_array_elements(v_columns || coalesce(model -> 'columns', '[]')) as c where c ->> 'name' = v_facts ->> 'name')
        and not (v_op = 'add_column' and coalesce((operation ->> 'if_not_exists')::boolean, false))
      then
        raise exception using
          errcode = 'SG361',
          message = format('the table has a column %s already', quote_ident(v_facts ->> 'name')),
          hint = 'Each column is named once, and no existing one is added.',
          column = (v_item ->> 'path') || '.name';
      end if;
      v_columns := v_columns || jsonb_build_array(v_facts);
      v_name := v_facts ->> 'name';
      v_wanted := v_wanted
        || case when coalesce((v_item ->> 'unique')::boolean, false) and not coalesce((v_item ->> 'primary_key')::boolean, false)
          then jsonb_build_array(jsonb_build_object('kind', 'unique', 'columns', jsonb_build_array(v_name), 'path', (v_item ->> 'path') || '.unique')) else '[]' end
        || case when nullif(v_item ->> 'check', '') is not null
          then jsonb_build_array(jsonb_build_object('kind', 'check', 'columns', jsonb_build_array(v_name),
            'expression', v_item ->> 'check', 'path', (v_item ->> 'path') || '.check')) else '[]' end
        || case when coalesce(v_item -> 'references', 'null') <> 'null'
          then jsonb_build_array(jsonb_build_object('kind', 'foreign_key', 'columns', jsonb_build_array(v_name),
            'references', v_item -> 'references', 'path', (v_item ->> 'path') || '.references')) else '[]' end;
    end loop;
    v_item := (
      select jsonb_agg(c.item ->> 'name' order by c.position)
      from jsonb_array_elements(case when v_op = 'add_column' then jsonb_build_array(operation -> 'column') else coalesce(operation -> 'columns', '[]') end)
        with ordinality as c (item, position)
      where coalesce((c.item ->> 'primary_key')::boolean, false)
    );
    if v_item is not null then
      v_wanted := jsonb_build_array(jsonb_build_object('kind', 'primary_key', 'columns', v_item, 'path', 'columns')) || v_wanted;
    end if;
    v_wanted := v_wanted || coalesce((
      select jsonb_agg(c.item || jsonb_build_object('path', coalesce(c.item ->> 'path', format('constraints[%s]', c.position - 1))) order by c.position)
      from jsonb_array_elements(coalesce(operation -> 'constraints', '[]')) with ordinality as c (item, position)
    ), '[]');
    for v_item in select w from jsonb_array_elements(v_wanted) as w loop
      v_facts := specql_governance.constraint_facts(v_item, v_schema, v_table, v_taken, v_item ->> 'path');
      v_taken := v_taken || (v_facts ->> 'name');
      v_constraints := v_constraints || jsonb_build_array(v_facts);
    end loop;
    -- What a registered type demands of its values is our own SQL, not the user's.
    for v_item in select c from jsonb_array_elements(v_columns) as c where c ->> 'registered' is not null loop
      execute 'select specql_type.column_type($1, $2) ->> ''check''' into v_name using v_item ->> 'registered', v_item ->> 'name';
      if v_name is not null then
        v_facts := specql_governance.constraint_facts(
          jsonb_build_object('kind', 'check', 'columns', jsonb_build_array(v_item -> 'name'), 'expression', 'true'),
          v_schema, v_table, v_taken, (v_item ->> 'path') || '.type');
        v_taken := v_taken || (v_facts ->> 'name');
        v_constraints := v_constraints || jsonb_build_array(v_facts || jsonb_build_object('expression', v_name, 'ours', true));
      end if;
    end loop;
  end if;

  if v_op = 'create_table' then
    if model is not null then
      if coalesce((operation ->> 'if_not_exists')::boolean, false) then
        return '[]';
      end if;
      raise exception using
        errcode = 'SG361',
        message = format('%I.%I exists already', v_schema, v_table),
        hint = 'Ask for a change of it, or for another name.',
        column = 'tableName';
    end if;
    -- The primary key's columns need no word of their own.
    v_columns := (
      select coalesce(jsonb_agg(case when exists (
          select from jsonb_array_elements(v_constraints) as k
          where k ->> 'kind' = 'primary_key' and k -> 'columns' ? (c.item ->> 'name'))
        then c.item || '{"nullable": false}' else c.item end order by c.position), '[]')
      from jsonb_array_elements(v_columns) with ordinality as c (item, position)
    );
    v_actions := jsonb_build_array(v_base || jsonb_build_object('do', 'create_table', 'columns', v_columns, 'constraints', v_constraints));
    if nullif(operation ->> 'comment', '') is not null then
      v_actions := v_actions || jsonb_build_array(v_base || jsonb_build_object('do', 'set_comment', 'on', 'table', 'comment', operation ->> 'comment'));
    end if;
  elsif v_op = 'add_column' then
    if exists (select from jsonb_array_elements(model -> 'columns') as c where c ->> 'name' = v_columns -> 0 ->> 'name') then
      return '[]';
    end if;
    v_actions := jsonb_build_array(v_base || jsonb_build_object('do', 'add_column', 'column', v_columns -> 0))
      || coalesce((
        select jsonb_agg(v_base || jsonb_build_object('do', 'add_constraint', 'constraint', k.item) order by k.position)
        from jsonb_array_elements(v_constraints) with ordinality as k (item, position)), '[]');
  end if;
  if v_op in ('create_table', 'add_column') then
    return v_actions || coalesce((
      select jsonb_agg(v_base || jsonb_build_object('do', 'set_comment', 'on', 'column', 'name', c.item ->> 'name', 'comment', c.item ->> 'comment') order by c.position)
      from jsonb_array_elements(v_columns) with ordinality as c (item, position)
      where c.item ->> 'comment' is not null
    ), '[]') || coalesce((
      select jsonb_agg(v_base || jsonb_build_object('do', 'set_comment', 'on', 'constraint', 'name', k.item ->> 'name', 'comment', k.item ->> 'comment') order by k.position)
      from jsonb_array_elements(v_constraints) with ordinality as k (item, position)
      where k.item ->> 'comment' is not null
    ), '[]');
  end if;
  return specql_governance.alterations_of(operation, model, v_path, v_taken);
end;
$$;

comment on function specql_governance.actions_of(jsonb, jsonb, text) is
  'The actions of one operation on a table as it then is (null: not there): the generator''s own vocabulary, in which names '
  'are checked and everything else is written SQL. SG520: not understood or not written. SG361, SG365: there already, not there.';
