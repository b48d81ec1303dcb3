-- 01147B  specql_governance.request_column()
-- One column of a request as a COLUMN of docs/operations.md.

create or replace function specql_governance.request_column(source jsonb, path text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_type    text;
  v_default jsonb;
  v_text    text;
  v_comment text;
  v_other   jsonb;
  v_result  jsonb;
  v_registered text;
begin
  if jsonb_typeof(source) is distinct from 'object' then
    raise exception using
      errcode = 'SG191', message = format('%s must be object', path),
      detail = format('It is %s.', coalesce(jsonb_typeof(source), 'missing')),
      hint = 'A column is written {"name": "…", "type": "…"}.', column = path;
  end if;
  v_type := specql_governance.checked_type(
    specql_governance.request_field(source, 'type', 'string', path || '.type') #>> '{}', path || '.type');
  -- A name that PostgreSQL does not know may be one of the type registry.
  if specql_governance.type_problem(v_type) is not null then
    v_registered := specql_governance.registered_type(v_type);
  end if;
  v_result := jsonb_build_object(
    'name', specql_governance.checked_identifier(
      specql_governance.request_field(source, 'name', 'string', path || '.name') #>> '{}', path || '.name'),
    'type', lower(coalesce(v_registered, v_type)),
    'nullable', coalesce((specql_governance.request_field(source, 'nullable', 'boolean', path || '.nullable'))::boolean, true),
    'path', path
  ) || case when v_registered is null then '{}' else jsonb_build_object('registered_type', v_type) end;
  v_type := coalesce(v_registered, v_type);
  if (specql_governance.request_field(source, 'primaryKey', 'boolean', path || '.primaryKey'))::boolean then
    v_result := v_result || '{"primary_key": true, "nullable": false}';
  end if;
  if (specql_governance.request_field(source, 'unique', 'boolean', path || '.unique'))::boolean then
    v_result := v_result || '{"unique": true}';
  end if;

  v_default := coalesce(
    specql_governance.request_field(source, 'defaultValue', 'string|number|boolean|object|array', path || '.defaultValue'),
    specql_governance.request_field(source, 'default', 'string|number|boolean|object|array', path || '.default'));
  if v_default is not null then
    if jsonb_typeof(v_default) = 'object' and v_default ? 'kind' then
      v_default := v_default -> 'text';
    end if;
    -- A JSON string is SQL text, as it always was; anything else is a value.
    v_text := case
      when jsonb_typeof(v_default) in ('object', 'array') then quote_literal(v_default::text)
      else v_default #>> '{}'
    end;
    perform common.checked_text(v_text, path || '.defaultValue', 10000);
    v_result := v_result || jsonb_build_object('default', specql_governance.parsed_default(v_text, v_type));
  end if;

  -- Most columns have none of these.
  if not source ?| array['identity', 'references', 'check', 'generated', 'collation', 'comment'] then
    return v_result;
  end if;
  v_other := specql_governance.request_field(source, 'identity', 'string|boolean', path || '.identity');
  if v_other is not null and v_other <> 'false' then
    v_text := coalesce(nullif(lower(v_other #>> '{}'), 'true'), 'always');
    if v_text <> all (array['always', 'by default']) then
      raise exception using
        errcode = 'SG191', message = format('%s.identity is unknown', path),
        hint = 'It can be always or by default.', column = path || '.identity';
    end if;
    v_result := v_result || jsonb_build_object('identity', v_text, 'nullable', false);
  end if;
  v_other := specql_governance.request_field(source, 'references', 'object', path || '.references');
  if v_other is not null then
    v_result := v_result || jsonb_build_object('references',
      specql_governance.request_reference(v_other, path || '.references'));
  end if;
  v_other := specql_governance.request_field(source, 'check', 'string', path || '.check');
  if v_other is not null then
    v_result := v_result || jsonb_build_object('check',
      specql_governance.checked_expression(v_other #>> '{}', path || '.check'));
  end if;
  v_other := specql_governance.request_field(source, 'generated', 'string', path || '.generated');
  if v_other is not null then
    v_result := v_result || jsonb_build_object('generated',
      specql_governance.checked_expression(v_other #>> '{}', path || '.generated'));
  end if;
  v_other := specql_governance.request_field(source, 'collation', 'string', path || '.collation');
  if v_other is not null then
    -- Collations are called C or en-x-icu.
    if v_other #>> '{}' !~ '^[A-Za-z][A-Za-z0-9_.@-]{0,62}$' then
      raise exception using
        errcode = 'SG192', message = format('%s.collation is no collation''s name', path),
        hint = 'Use a name such as C or en-x-icu.', column = path || '.collation';
    end if;
    v_result := v_result || jsonb_build_object('collation', v_other);
  end if;
  v_comment := common.checked_text(
    specql_governance.request_field(source, 'comment', 'string', path || '.comment') #>> '{}', path || '.comment');
  return v_result || case when v_comment is null then '{}' else jsonb_build_object('comment', v_comment) end;
end;
$$;

comment on function specql_governance.request_column(jsonb, text) is
  'The COLUMN that a request''s column means, with its path. SG102, SG103, SG191 to SG194 name the field that is wrong.';
