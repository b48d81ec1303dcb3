-- 0114E6  specql_governance.constraint_facts()
-- A CONSTRAINT of operations.md, named and checked.

create or replace function specql_governance.constraint_facts(
  wanted      jsonb,
  schema_name text,
  table_name  text,
  taken       text[],
  path        text
)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_kind    constant text := lower(coalesce(wanted ->> 'kind', ''));
  v_path    constant text := path;
  v_columns text[] := '{}';
  v_foreign jsonb;
  v_result  jsonb;
  v_action  text;
begin
  if v_kind not in ('primary_key', 'unique', 'check', 'foreign_key') then
    raise exception using
      errcode = 'SG520',
      message = format('%s has a kind of constraint that the generator does not write', v_path),
      detail = format('It is %s.', quote_literal(left(v_kind, 40))),
      hint = 'It writes primary_key, unique, check and foreign_key.',
      column = v_path || '.kind';
  end if;
  if jsonb_typeof(wanted -> 'columns') = 'array' then
    v_columns := array(
      select specql_governance.migration_identifier(c.name, format('%s.columns[%s]', v_path, c.position - 1))
      from jsonb_array_elements_text(wanted -> 'columns') with ordinality as c (name, position) order by c.position
    );
  end if;
  if v_kind <> 'check' and cardinality(v_columns) = 0 then
    raise exception using
      errcode = 'SG102', message = format('%s.columns is missing', v_path),
      hint = 'Name at least one column.', column = v_path || '.columns';
  end if;
  v_result := jsonb_build_object(
    'kind', v_kind, 'columns', to_jsonb(v_columns), 'valid', not coalesce((wanted ->> 'not_valid')::boolean, false),
    'deferrable', coalesce((wanted ->> 'deferrable')::boolean, false),
    'deferred', coalesce((wanted ->> 'initially_deferred')::boolean, false),
    'comment', nullif(wanted ->> 'comment', ''), 'path', v_path,
    'name', case when nullif(wanted ->> 'name', '') is not null
      then specql_governance.migration_identifier(wanted ->> 'name', v_path || '.name')
      else specql_governance.object_name(table_name, case v_kind when 'primary_key' then '{}' else v_columns end,
        case v_kind when 'primary_key' then 'pkey' when 'unique' then 'key' when 'check' then 'check' else 'fkey' end, taken)
      end
  );
  if v_kind = 'check' then
    return v_result || jsonb_build_object(
      'expression', specql_governance.migration_expression(wanted ->> 'expression', v_path || '.expression'));
  end if;
  if v_kind <> 'foreign_key' then
    return v_result;
  end if;

  v_foreign := wanted -> 'references';
  v_foreign := jsonb_build_object(
    'schema', specql_governance.migration_identifier(coalesce(nullif(v_foreign ->> 'schema', ''), schema_name), v_path || '.references.schema'),
    'table', specql_governance.migration_identifier(v_foreign ->> 'table', v_path || '.references.table'),
    'columns', to_jsonb(array(
      select specql_governance.migration_identifier(c.name, v_path || '.references.columns')
      from jsonb_array_elements_text(case
        when jsonb_typeof(v_foreign -> 'columns') = 'array' then v_foreign -> 'columns'
        when v_foreign ->> 'column' is not null then jsonb_build_array(v_foreign ->> 'column')
        else '[]' end) with ordinality as c (name, position)
      order by c.position)),
    'on_delete', lower(regexp_replace(nullif(btrim(v_foreign ->> 'on_delete'), ''), '[\s_]+', ' ', 'g')),
    'on_update', lower(regexp_replace(nullif(btrim(v_foreign ->> 'on_update'), ''), '[\s_]+', ' ', 'g'))
  );
  foreach v_action in array array[v_foreign ->> 'on_delete', v_foreign ->> 'on_update'] loop
    if v_action is not null and v_action not in ('no action', 'restrict', 'cascade', 'set null', 'set default') then
      raise exception using
        errcode = 'SG521',
        message = format('%s has an unknown action', v_path || '.references'),
        detail = format('It reads %s.', quote_literal(left(v_action, 40))),
        hint = 'Use no action, restrict, cascade, set null or set default.',
        column = v_path || '.references.onDelete';
    end if;
  end loop;
  return v_result || jsonb_build_object('references', v_foreign);
end;
$$;

comment on function specql_governance.constraint_facts(jsonb, text, text, text[], text) is
  'name (given, or PostgreSQL''s own), kind, columns, expression, references, deferrable, valid. SG520: a kind that is not '
  'written. SG521: a name, an expression or an action that is not acceptable.';
