-- 011478  specql_governance.parsed_default()
-- Reads a default as a literal or as a call that is allowed. Nothing of it is executed.

create or replace function specql_governance.parsed_default(text text, type text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_text    constant text := btrim(parsed_default.text, E' \t\r\n');
  v_base    constant text := specql_governance.base_type(type);
  v_word    constant text := lower(translate(v_text, E' \t\r\n', ''));
  v_parts   text[];
  v_value   text;
  v_problem text;
begin
  if v_text is null or v_text = '' then
    return jsonb_build_object('kind', 'expression', 'text', coalesce(v_text, ''), 'problem', 'it is empty');
  end if;
  if v_word = 'null' then
    return jsonb_build_object('kind', 'null', 'text', 'null');
  end if;

  -- Calls: by name, without arguments, and only where their result fits.
  if v_word in ('now()', 'current_timestamp', 'localtimestamp', 'transaction_timestamp()', 'statement_timestamp()',
    'clock_timestamp()', 'current_date', 'current_time', 'localtime', 'pg_catalog.now()')
  then
    return jsonb_build_object('kind', 'call', 'text', v_word, 'call', rtrim(v_word, '()')) || case
      when v_base in ('timestamptz', 'timestamp', 'date', 'time', 'timetz', 'text', 'varchar') then '{}'
      else jsonb_build_object('kind', 'expression', 'problem', format('%s does not give a %s', v_word, v_base))
    end;
  end if;
  if v_word in ('gen_random_uuid()', 'pg_catalog.gen_random_uuid()', 'uuidv7()', 'pg_catalog.uuidv7()') then
    return jsonb_build_object('kind', 'call', 'text', v_word, 'call', rtrim(v_word, '()')) || case
      when v_base not in ('uuid', 'text', 'varchar') then
        jsonb_build_object('kind', 'expression', 'problem', format('%s does not give a %s', v_word, v_base))
      when to_regprocedure(v_word) is null then
        jsonb_build_object('kind', 'expression', 'problem', 'this server has no such function')
      else '{}'
    end;
  end if;
  if v_word in ('current_user', 'session_user', 'current_role', 'user', 'current_catalog', 'current_database()') then
    return jsonb_build_object('kind', 'call', 'text', v_word, 'call', rtrim(v_word, '()')) || case
      when v_base in ('text', 'varchar', 'name') then '{}'
      else jsonb_build_object('kind', 'expression', 'problem', format('%s does not give a %s', v_word, v_base))
    end;
  end if;

  -- Literals: a string with doubled quotes, a number, true or false; each may name its type.
  v_parts := regexp_match(v_text, '^''((?:[^'']|'''')*)''(?:\s*::\s*([A-Za-z_][A-Za-z0-9_ .]*(?:\([0-9, ]+\))?(?:\[\])*))?$');
  if v_parts is not null then
    v_value := replace(v_parts[1], '''''', '''');
    if v_parts[2] is not null and specql_governance.base_type(v_parts[2]) <> v_base
      and not (v_base in ('text', 'varchar') and specql_governance.base_type(v_parts[2]) in ('text', 'varchar'))
      and not (v_base in ('jsonb', 'json') and specql_governance.base_type(v_parts[2]) in ('jsonb', 'json'))
    then
      return jsonb_build_object('kind', 'expression', 'text', v_text,
        'problem', format('it is cast to %s, and the column is %s', specql_governance.base_type(v_parts[2]), v_base));
    end if;
    -- 'now' and its kin are read when the table is made, and then stand still.
    if v_base in ('timestamptz', 'timestamp', 'date', 'time', 'timetz')
      and lower(v_value) ~ '\m(now|today|tomorrow|yesterday)\M'
    then
      return jsonb_build_object('kind', 'expression', 'text', v_text,
        'problem', 'it would be read once, when the table is made; write now()');
    end if;
  elsif v_text ~ '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?$' or v_word in ('true', 'false') then
    v_value := v_text;
  else
    return jsonb_build_object('kind', 'expression', 'text', v_text,
      'problem', 'it is neither a literal nor a call that is allowed');
  end if;

  v_problem := specql_governance.literal_problem(v_value, type);
  return jsonb_build_object(
    'kind', case when v_problem is null then 'literal' else 'expression' end, 'text', v_text, 'value', v_value
  ) || case when v_problem is null then '{}' else jsonb_build_object('problem', v_problem) end;
end;
$$;

comment on function specql_governance.parsed_default(text, text) is
  'A DEFAULT of docs/operations.md: kind literal (value is what the literal says), call (one of an allow-list, without '
  'arguments) or null; else expression, with the problem. The text is never executed: PostgreSQL''s input function of '
  'the column''s type reads the value.';
