-- 011498  specql_governance.check_patterns_compile()
-- Refuses a regular expression that would fail at the next check.

create or replace function specql_governance.check_patterns_compile(parameters jsonb)
  returns void
  language plpgsql
  immutable
as $$
declare
  v_pattern text;
begin
  for v_pattern in
    select p.value #>> '{}' from jsonb_each(parameters) as p
    where p.key in ('pattern', 'template', 'operator_class') and jsonb_typeof(p.value) = 'string'
    union all
    select p.value from jsonb_each_text(case when jsonb_typeof(parameters -> 'pattern') = 'object' then parameters -> 'pattern' else '{}' end) as p
    where p.key in ('must_match', 'must_not_match')
    union all
    select p.value from jsonb_each_text(case when jsonb_typeof(parameters #> '{pattern,where}') = 'object'
      then parameters #> '{pattern,where}' else '{}' end) as p
  loop
    begin
      perform '' ~ replace(replace(v_pattern, '{table}', 'a'), '{columns}', 'b');
    exception when invalid_regular_expression then
      raise exception using
        errcode = 'SG198', message = 'a pattern is no regular expression',
        detail = format('It reads %s.', quote_literal(left(v_pattern, 100))),
        hint = 'Use a regular expression of PostgreSQL, for example ^[a-z_]+$.', column = 'parameters';
    end;
  end loop;
end;
$$;

comment on function specql_governance.check_patterns_compile(jsonb) is
  'SG198 where pattern, template, must_match, must_not_match or a where of the parameters is no regular expression.';
