-- 0115C5  specql_type.class_tokens()
-- What the inside of brackets is cut into.

create or replace function specql_type.class_tokens()
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return '(\\u\{[0-9A-Fa-f]+\}|\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}'
    '|\\[pP]\{[^{}]*\}|\\c[A-Za-z]|\\.|.)';
end;
$$;

comment on function specql_type.class_tokens() is 'A regular expression whose only group is the next token within brackets.';
