-- 001F52  common.call_function()
-- Calls a function of app by name with named JSON arguments: the one door behind RPC and CLI.

create or replace function common.call_function(function_name text, arguments jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_function record;
  v_name     text;
  v_call     text;
  v_result   jsonb;
begin
  select s.* into v_function from common.signature_of(call_function.function_name) as s;
  if not found then
    raise exception using
      errcode = 'SG202',
      message = format('there is no function %s', quote_literal(left(coalesce(function_name, ''), 63))),
      hint = coalesce('Did you mean ' || common.closest(function_name, array(
        select p.proname::text from pg_catalog.pg_proc as p where p.pronamespace = 'app'::regnamespace
      )) || '?', 'GET /openapi.json or \df app.* lists the functions.'),
      column = 'function';
  end if;
  if jsonb_typeof(coalesce(arguments, '{}')) <> 'object' then
    raise exception using
      errcode = 'SG104',
      message = 'arguments must be a JSON object of named values',
      hint = 'For example {"domain": "crm"}.',
      column = 'arguments';
  end if;

  for v_name in select k from jsonb_object_keys(coalesce(arguments, '{}')) as k loop
    if v_name <> all (v_function.argument_names) then
      raise exception using
        errcode = 'SG104',
        message = format('%s has no argument %s', function_name, quote_literal(left(v_name, 63))),
        hint = coalesce('Did you mean ' || common.closest(v_name, v_function.argument_names) || '?',
          format('Its arguments are: %s.', array_to_string(v_function.argument_names, ', '))),
        column = left(v_name, 63);
    end if;
  end loop;
  foreach v_name in array v_function.argument_names[1:v_function.required_count] loop
    if not coalesce(arguments, '{}') ? v_name then
      raise exception using
        errcode = 'SG104',
        message = format('%s needs the argument %s', function_name, v_name),
        hint = format('Its arguments are: %s.', array_to_string(v_function.argument_names, ', ')),
        column = v_name;
    end if;
  end loop;

  select format(
    'app.%I(%s)', function_name,
    string_agg(format('%1$I => (select a.%1$I from jsonb_to_record($1) as a (%1$I %2$s))', g.name, g.type), ', ')
  )
  into v_call
  from unnest(v_function.argument_names, v_function.argument_types) as g (name, type)
  where arguments ? g.name;
  v_call := coalesce(v_call, format('app.%I()', function_name));

  if v_function.returns_set then
    execute 'select coalesce(jsonb_agg(to_jsonb(r)), ''[]'') from ' || v_call || ' as r'
      into v_result using arguments;
    return jsonb_build_object('kind', 'rows', 'result', v_result);
  end if;
  if v_function.returns_void then
    execute 'select ' || v_call using arguments;
    return jsonb_build_object('kind', 'void', 'result', null);
  end if;
  execute 'select to_jsonb(' || v_call || ')' into v_result using arguments;
  return jsonb_build_object(
    'kind', case when v_function.returns_row then 'row' else 'value' end,
    'result', v_result
  );
end;
$$;

comment on function common.call_function(text, jsonb) is
  'Calls app.<function_name> as the caller, with the caller''s rights. Arguments are a JSON object by '
  'argument name; those with a default may be left out. Returns {kind: row|rows|value|void, result}. '
  'SG202: no such function. SG104: an argument is unknown or missing.';

grant execute on function common.call_function(text, jsonb) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
