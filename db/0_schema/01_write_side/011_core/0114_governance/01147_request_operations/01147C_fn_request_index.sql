-- 01147C  specql_governance.request_index()
-- One index of a request as an INDEX of docs/operations.md.

create or replace function specql_governance.request_index(source jsonb, path text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_columns jsonb;
  v_column  jsonb;
  v_clean   jsonb := '[]';
  v_method  text;
  v_name    text;
  v_where   text;
  v_place   text;
  v_field   text;
begin
  if jsonb_typeof(source) is distinct from 'object' then
    raise exception using
      errcode = 'SG191', message = format('%s must be object', path),
      detail = format('It is %s.', coalesce(jsonb_typeof(source), 'missing')),
      hint = 'An index is written {"name": "…", "columns": ["…"]}.', column = path;
  end if;
  v_name := specql_governance.request_field(source, 'name', 'string', path || '.name') #>> '{}';
  if v_name is not null then
    v_name := specql_governance.checked_identifier(v_name, path || '.name');
  end if;
  v_columns := specql_governance.request_field(source, 'columns', 'array', path || '.columns');
  if jsonb_array_length(coalesce(v_columns, '[]')) not between 1 and 32 then
    raise exception using
      errcode = case when coalesce(v_columns, '[]') = '[]' then 'SG102' else 'SG103' end,
      message = format('%s.columns must name 1 to 32 columns', path),
      detail = format('It names %s.', jsonb_array_length(coalesce(v_columns, '[]'))),
      hint = 'Name the columns of the index.', column = path || '.columns';
  end if;
  for i in 0 .. jsonb_array_length(v_columns) - 1 loop
    v_column := v_columns -> i;
    v_place := format('%s.columns[%s]', path, i);
    if jsonb_typeof(v_column) = 'object' then
      v_field := specql_governance.request_field(v_column, 'expression', 'string', v_place || '.expression') #>> '{}';
      v_clean := v_clean || jsonb_build_object('expression',
        specql_governance.checked_expression(v_field, v_place || '.expression'));
    elsif jsonb_typeof(v_column) = 'string' then
      v_clean := v_clean || to_jsonb(specql_governance.checked_identifier(v_column #>> '{}', v_place));
    else
      raise exception using
        errcode = 'SG191', message = format('%s must be string or object', v_place),
        detail = format('It is %s.', jsonb_typeof(v_column)),
        hint = 'Name a column, or give {"expression": "lower(name)"}.', column = v_place;
    end if;
  end loop;
  v_method := lower(coalesce(
    specql_governance.request_field(source, 'type', 'string', path || '.type') #>> '{}',
    specql_governance.request_field(source, 'method', 'string', path || '.method') #>> '{}', 'btree'));
  if v_method <> all (array['btree', 'gin', 'gist', 'hash', 'brin', 'spgist', 'hnsw', 'ivfflat']) then
    raise exception using
      errcode = 'SG191', message = format('%s.type is unknown', path),
      detail = format('It reads %s.', quote_literal(left(v_method, 40))),
      hint = 'It can be BTREE, GIN, GIST, HASH, BRIN, SPGIST, HNSW or IVFFLAT.', column = path || '.type';
  end if;
  v_where := specql_governance.request_field(source, 'where', 'string', path || '.where') #>> '{}';
  return jsonb_strip_nulls(jsonb_build_object(
    'name', v_name,
    'columns', v_clean,
    'unique', coalesce((specql_governance.request_field(source, 'unique', 'boolean', path || '.unique'))::boolean, false),
    'method', v_method,
    'where', case when v_where is not null then specql_governance.checked_expression(v_where, path || '.where') end,
    'include', (
      select jsonb_agg(specql_governance.checked_identifier(c.name, path || '.include'))
      from jsonb_array_elements_text(
        specql_governance.request_field(source, 'include', 'array', path || '.include')) as c (name)
    ),
    'path', path
  ));
end;
$$;

comment on function specql_governance.request_index(jsonb, text) is
  'The INDEX that a request''s index means, with its path. SG102, SG103, SG191 to SG194 name the field that is wrong.';
