-- 0115C2  specql_type.pattern_tokens()
-- What an ECMA 262 regular expression is cut into.

create or replace function specql_type.pattern_tokens()
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return '('
    -- Escapes: code points, surrogate pairs, properties, control letters, names, references, one character.
    '\\u\{[0-9A-Fa-f]+\}|\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}'
    '|\\[pP]\{[^{}]*\}|\\c[A-Za-z]|\\k<[^<>]*>|\\[1-9][0-9]*|\\.|\\'
    -- Groups, quantifiers, brackets.
    '|\(\?<?[=!]|\(\?:|\(\?<[^<>=!]*>|\(\?.|\(|\{\d+(?:,\d*)?\}\??|[*+?]\??|\[\^|\['
    '|.)';
end;
$$;

comment on function specql_type.pattern_tokens() is 'A regular expression whose only group is the next token.';
