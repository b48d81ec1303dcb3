-- 011479  specql_governance.checked_expression()
-- Lets a condition of a request pass when it is made of columns, literals, operators and known functions.

create or replace function specql_governance.checked_expression(text text, field text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_rest    text := btrim(checked_expression.text, E' \t\r\n');
  v_token   text;
  v_before  text := '';
  v_earlier text := '';
  v_depth   integer := 0;
  v_problem text;
begin
  if coalesce(v_rest, '') = '' then
    raise exception using
      errcode = 'SG102', message = format('%s is missing', field),
      hint = 'Give a condition, for example amount >= 0.', column = field;
  end if;
  perform common.checked_text(v_rest, field, 4000);
  while v_rest <> '' and v_problem is null loop
    v_token := (regexp_match(v_rest, '^(\s+|''(?:[^'']|'''')*''|"(?:[^"]|"")+"|[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|::|[-+*/%<>=!~^|&#?@]+|[(),.\[\]:])'))[1];
    v_problem := case
      when v_token is null then format('%s cannot stand there', quote_literal(left(v_rest, 1)))
      -- E'…' and U&'…' have rules of their own, and a type before a literal runs the type's code.
      when v_token ~ '^[''"]' and (v_before like '"%' or v_before = '&' and lower(v_earlier) = 'u'
        or v_before ~ '^[A-Za-z_]' and lower(v_before) <> all (array['and', 'or', 'not', 'like', 'ilike', 'in', 'between', 'is',
          'when', 'then', 'else', 'similar', 'to', 'escape', 'date', 'time', 'timestamp', 'timestamptz', 'interval']))
        then format('%s cannot stand before %s', v_before, left(v_token, 20))
      when v_before = '::' and (v_token ~ '^"' or v_token ~ '^[A-Za-z_]' and lower(v_token) <> all (array['text', 'varchar', 'char',
        'integer', 'int', 'int4', 'int8', 'bigint', 'smallint', 'numeric', 'decimal', 'real', 'double', 'boolean', 'bool', 'date',
        'time', 'timestamp', 'timestamptz', 'interval', 'uuid', 'json', 'jsonb', 'bytea', 'inet', 'cidr', 'bit', 'varbit']))
        then format('the type %s is not on the list', v_token)
      when v_token = '.' and v_earlier = '::' then 'a type in a schema is not on the list'
      when v_token ~ '--|/\*|\*/' then 'a comment is not allowed'
      -- A function that is quoted or in a schema may be anybody's.
      when v_token = '(' and (v_before like '"%' or v_earlier = '.' and v_before ~ '^[A-Za-z_]')
        then format('the function %s is not on the list', v_before)
      when v_token = '(' and v_before ~ '^[A-Za-z_]' and lower(v_before) <> all (array['and', 'or', 'not', 'in', 'any',
        'all', 'some', 'is', 'between', 'like', 'ilike', 'when', 'then', 'else', 'case', 'array', 'values', 'coalesce',
        'nullif', 'greatest', 'least', 'length', 'char_length', 'octet_length', 'lower', 'upper', 'btrim', 'ltrim',
        'rtrim', 'trim', 'left', 'right', 'substr', 'substring', 'position', 'strpos', 'replace', 'abs', 'round',
        'floor', 'ceil', 'mod', 'sign', 'num_nonnulls', 'num_nulls', 'cardinality', 'array_length', 'jsonb_typeof',
        'jsonb_array_length', 'json_typeof', 'starts_with', 'isempty', 'lower_inf', 'upper_inf', 'numeric', 'varchar',
        'char', 'decimal', 'timestamp', 'timestamptz', 'time', 'extract', 'date_part', 'date_trunc', 'concat',
        'regexp_like', 'md5', 'sha256', 'unaccent', 'to_tsvector', 'int4range', 'numrange', 'daterange', 'tstzrange'])
        then format('the function %s is not on the list', v_before)
      when lower(v_token) = any (array['select', 'insert', 'update', 'delete', 'from', 'with', 'union', 'exists', 'into',
        'drop', 'alter', 'create', 'grant', 'revoke', 'truncate', 'copy', 'execute', 'collate', 'window', 'over', 'do',
        'call', 'table', 'row', 'operator', 'values', 'current_user', 'session_user', 'user'])
        then format('%s is not allowed', upper(v_token))
    end;
    v_depth := v_depth + case v_token when '(' then 1 when ')' then -1 else 0 end;
    if v_depth < 0 then
      v_problem := 'a parenthesis is closed that was not opened';
    end if;
    -- Space between a name and its parenthesis, or around a dot, changes nothing.
    if not (v_token ~ '^\s' and v_before ~ '^[A-Za-z_".:]') then
      v_earlier := v_before;
      v_before := coalesce(v_token, '');
    end if;
    v_rest := substr(v_rest, length(coalesce(v_token, ' ')) + 1);
  end loop;
  if v_problem is null and v_depth <> 0 then
    v_problem := 'a parenthesis is not closed';
  end if;
  if v_problem is not null then
    raise exception using
      errcode = 'SG194', message = format('%s is no condition that a request may hold', field),
      detail = initcap(left(v_problem, 1)) || substr(v_problem, 2) || '.',
      hint = 'Use columns, literals, operators, and functions such as lower() or length(). Anything else needs a migration.',
      column = field;
  end if;
  return btrim(checked_expression.text, E' \t\r\n');
end;
$$;

comment on function specql_governance.checked_expression(text, text) is
  'The condition verbatim when it is made of names, literals, operators, parentheses and functions of an allow-list. '
  'SG194 says what is not: subqueries, other functions, comments, statements. It is not executed here.';
