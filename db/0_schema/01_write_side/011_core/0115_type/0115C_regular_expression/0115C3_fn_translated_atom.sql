-- 0115C3  specql_type.translated_atom()
-- One character or escape outside brackets.

create or replace function specql_type.translated_atom(pattern text, token text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_word   constant text := '[A-Za-z0-9_]';
  v_result text;
begin
  if length(token) = 1 and token <> '\' then
    return case
      when token = '.' then '[^\n\r\u2028\u2029]'
      when token in ('{', '}', ']') then '\' || token
      else token
    end;
  end if;
  v_result := case
    when token = '\b' then format('(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))', v_word)
    when token = '\B' then format('(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s))', v_word)
    when token ~ '^\\[dDwWsS]$' then '[' || specql_type.character_ranges(token) || ']'
    when token ~ '^\\[pP]\{' then case left(token, 2)
      when '\p' then '[' || specql_type.character_ranges('\p' || substr(token, 3)) || ']'
      else '[^' || specql_type.character_ranges('\p' || substr(token, 3)) || ']'
    end
    else specql_type.escaped_character(pattern, token)
  end;
  if v_result is null then
    perform specql_type.refuse_pattern(pattern, format('%s is a property that is not known here', token));
  end if;
  return v_result;
end;
$$;

comment on function specql_type.translated_atom(text, text) is
  'The token in PostgreSQL''s dialect. SG142: it has no equivalent.';
