-- 0114E8  specql_governance.index_facts()
-- An INDEX of operations.md, named and written.

create or replace function specql_governance.index_facts(
  wanted     jsonb,
  table_name text,
  taken      text[],
  path       text
)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_path    constant text := path;
  v_method  constant text := lower(coalesce(nullif(wanted ->> 'method', ''), 'btree'));
  v_columns text[] := '{}';
  v_keys    text[] := '{}';
  v_include text[] := '{}';
  v_checks  jsonb := '[]';
  v_where   text;
  v_key     jsonb;
  v_part    text[];
  v_here    text;
  v_place   integer := 0;
begin
  if not exists (select from pg_catalog.pg_am as a where a.amtype = 'i' and a.amname = v_method) then
    raise exception using
      errcode = 'SG521', message = format('%s.type is no index method', v_path),
      detail = format('It reads %s.', quote_literal(left(v_method, 40))),
      hint = format('There are: %s.', (select string_agg(a.amname, ', ' order by a.amname) from pg_catalog.pg_am as a where a.amtype = 'i')),
      column = v_path || '.type';
  end if;
  if jsonb_typeof(wanted -> 'columns') is distinct from 'array' or wanted -> 'columns' = '[]' then
    raise exception using
      errcode = 'SG102', message = format('%s.columns is missing', v_path),
      hint = 'Name at least one column.', column = v_path || '.columns';
  end if;
  for v_key in select k from jsonb_array_elements(wanted -> 'columns') as k loop
    v_here := format('%s.columns[%s]', v_path, v_place);
    v_place := v_place + 1;
    if jsonb_typeof(v_key) = 'object' and nullif(v_key ->> 'expression', '') is not null then
      v_key := to_jsonb(specql_governance.migration_expression(v_key ->> 'expression', v_here));
      v_keys := v_keys || format('(%s)', v_key #>> '{}');
      v_checks := v_checks || jsonb_build_array(jsonb_build_object('expression', v_key, 'path', v_here));
    else
      if jsonb_typeof(v_key) = 'object' then
        v_part := array[v_key ->> 'name', lower(v_key ->> 'order'), lower(v_key ->> 'nulls')];
        if coalesce(v_part[2], 'asc') not in ('asc', 'desc') or coalesce(v_part[3], 'last') not in ('first', 'last') then
          raise exception using
            errcode = 'SG521', message = format('%s has an unknown order', v_here),
            hint = 'order is asc or desc, nulls is first or last.', column = v_here;
        end if;
      else
        v_part := array[v_key #>> '{}', null, null];
      end if;
      v_columns := v_columns || specql_governance.migration_identifier(v_part[1], v_here);
      v_keys := v_keys || (format('%I', v_part[1]) || coalesce(' ' || v_part[2], '') || coalesce(' nulls ' || v_part[3], ''));
    end if;
  end loop;
  if jsonb_typeof(wanted -> 'include') = 'array' then
    v_include := array(
      select specql_governance.migration_identifier(c.name, v_path || '.include')
      from jsonb_array_elements_text(wanted -> 'include') with ordinality as c (name, position) order by c.position
    );
  end if;
  if nullif(wanted ->> 'where', '') is not null then
    v_where := specql_governance.migration_expression(wanted ->> 'where', v_path || '.where');
    v_checks := v_checks || jsonb_build_array(jsonb_build_object('expression', v_where, 'path', v_path || '.where'));
  end if;
  return jsonb_build_object(
    'name', case when nullif(wanted ->> 'name', '') is not null
      then specql_governance.migration_identifier(wanted ->> 'name', v_path || '.name')
      else specql_governance.object_name(table_name, v_columns, 'idx', taken) end,
    'unique', coalesce((wanted ->> 'unique')::boolean, false),
    'columns', to_jsonb(v_columns || v_include),
    'tail', format('using %I (%s)', v_method, array_to_string(v_keys, ', '))
      || coalesce(' include (' || (
        select string_agg(format('%I', i.name), ', ' order by i.position)
        from unnest(v_include) with ordinality as i (name, position)) || ')', '')
      || coalesce(' where (' || v_where || ')', ''),
    'checks', v_checks,
    'comment', nullif(wanted ->> 'comment', ''),
    'path', v_path
  );
end;
$$;

comment on function specql_governance.index_facts(jsonb, text, text[], text) is
  'name, unique, columns, tail (what stands after the table''s name) and checks: the expressions in it that the proof must '
  'look at. SG521: something in it is not acceptable.';
