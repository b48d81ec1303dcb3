-- 01147A  specql_governance.request_reference()
-- The table that a foreign key of a request points to.

create or replace function specql_governance.request_reference(source jsonb, path text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_table   text := specql_governance.request_field(source, 'table', 'string', path || '.table') #>> '{}';
  v_schema  text := specql_governance.request_field(source, 'schema', 'string', path || '.schema') #>> '{}';
  v_columns jsonb := specql_governance.request_field(source, 'columns', 'array', path || '.columns');
  v_result  jsonb;
  v_action  text;
  v_field   text;
begin
  if v_table ~ '^[^.]+\.[^.]+$' and v_schema is null then
    v_schema := split_part(v_table, '.', 1);
    v_table := split_part(v_table, '.', 2);
  end if;
  v_columns := coalesce(v_columns,
    jsonb_build_array(specql_governance.request_field(source, 'column', 'string', path || '.column')));
  v_result := jsonb_build_object(
    'schema', specql_governance.checked_identifier(coalesce(v_schema, 'public'), path || '.schema'),
    'table', specql_governance.checked_identifier(v_table, path || '.table'),
    'column', v_columns ->> 0,
    'columns', (
      select jsonb_agg(specql_governance.checked_identifier(c.name, format('%s.column', path)) order by c.position)
      from jsonb_array_elements_text(v_columns) with ordinality as c (name, position)
    )
  );
  foreach v_field in array array['onDelete', 'onUpdate'] loop
    v_action := specql_governance.request_field(source, v_field, 'string', path || '.' || v_field) #>> '{}';
    v_action := upper(regexp_replace(btrim(v_action), '[\s_]+', ' ', 'g'));
    if v_action <> all (array['CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT', 'NO ACTION']) then
      raise exception using
        errcode = 'SG191', message = format('%s.%s is unknown', path, v_field),
        detail = format('It reads %s.', quote_literal(left(v_action, 40))),
        hint = 'It can be NO ACTION, RESTRICT, CASCADE, SET NULL or SET DEFAULT.', column = path || '.' || v_field;
    end if;
    if v_action is not null then
      v_result := v_result || jsonb_build_object(
        case v_field when 'onDelete' then 'on_delete' else 'on_update' end, v_action);
    end if;
  end loop;
  return v_result;
end;
$$;

comment on function specql_governance.request_reference(jsonb, text) is
  'references of a COLUMN or CONSTRAINT (docs/operations.md), or SG102, SG103, SG191, SG192 naming the field.';
