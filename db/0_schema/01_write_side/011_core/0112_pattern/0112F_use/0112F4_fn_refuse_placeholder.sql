-- 0112F4  specql_pattern.refuse_placeholder()
-- Says which placeholder of a pattern is not understood.

create or replace function specql_pattern.refuse_placeholder(expression text, place text)
  returns void
  language plpgsql
  immutable
as $$
begin
  raise exception using
    errcode = 'SG171',
    message = format('a placeholder of the pattern is not understood: %s', left(expression, 200)),
    detail = format('It stands at %s.', left(place, 500)),
    hint = 'Write {{ name }}, {{ name.key }}, {{ name[0] }}, {{ a or b }}, with the filters join, tojson, map(''tojson''), '
      'replace, default, upper, lower, trim, length, first and last. Statements ({% %}) are not run.',
    column = 'implementation';
end;
$$;

comment on function specql_pattern.refuse_placeholder(text, text) is 'SG171 with the placeholder and its place.';
