-- 01147D  specql_governance.request_constraint()
-- One table constraint of a request as a CONSTRAINT of docs/operations.md.

create or replace function specql_governance.request_constraint(source jsonb, path text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_kind    text;
  v_name    text;
  v_columns jsonb;
  v_text    text;
  v_other   jsonb;
begin
  if jsonb_typeof(source) is distinct from 'object' then
    raise exception using
      errcode = 'SG191', message = format('%s must be object', path),
      detail = format('It is %s.', coalesce(jsonb_typeof(source), 'missing')),
      hint = 'A constraint is written {"kind": "unique", "columns": ["…"]}.', column = path;
  end if;
  v_kind := lower(specql_governance.request_field(source, 'kind', 'string', path || '.kind') #>> '{}');
  if v_kind is null or v_kind <> all (array['primary_key', 'unique', 'check', 'foreign_key']) then
    raise exception using
      errcode = 'SG191', message = format('%s.kind is unknown', path),
      hint = 'It can be primary_key, unique, check or foreign_key.', column = path || '.kind';
  end if;
  v_name := specql_governance.request_field(source, 'name', 'string', path || '.name') #>> '{}';
  v_columns := specql_governance.request_field(source, 'columns', 'array', path || '.columns');
  if v_kind <> 'check' and coalesce(v_columns, '[]') = '[]' then
    raise exception using
      errcode = 'SG102', message = format('%s.columns is missing', path),
      hint = 'Name the columns of the constraint.', column = path || '.columns';
  end if;
  v_text := coalesce(
    specql_governance.request_field(source, 'expression', 'string', path || '.expression') #>> '{}',
    specql_governance.request_field(source, 'check', 'string', path || '.check') #>> '{}');
  v_other := specql_governance.request_field(source, 'references', 'object', path || '.references');
  if v_kind = 'foreign_key' and v_other is null then
    raise exception using
      errcode = 'SG102', message = format('%s.references is missing', path),
      hint = 'Give {"table": "…", "columns": ["…"]}.', column = path || '.references';
  end if;
  return jsonb_strip_nulls(jsonb_build_object(
    'kind', v_kind,
    'name', case when v_name is not null then specql_governance.checked_identifier(v_name, path || '.name') end,
    'columns', (
      select jsonb_agg(specql_governance.checked_identifier(c.value #>> '{}', format('%s.columns[%s]', path, c.position - 1))
        order by c.position)
      from jsonb_array_elements(v_columns) with ordinality as c (value, position)
    ),
    'expression', case when v_kind = 'check' then
      specql_governance.checked_expression(v_text, path || '.expression') end,
    'references', case when v_kind = 'foreign_key' then
      specql_governance.request_reference(v_other, path || '.references') end,
    'deferrable', (specql_governance.request_field(source, 'deferrable', 'boolean', path || '.deferrable'))::boolean,
    'path', path
  ));
end;
$$;

comment on function specql_governance.request_constraint(jsonb, text) is
  'The CONSTRAINT that a request''s constraint means, with its path. SG102, SG103, SG191 to SG194 name the field that is wrong.';
