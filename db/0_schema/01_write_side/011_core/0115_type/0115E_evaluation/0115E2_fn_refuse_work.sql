-- 0115E2  specql_type.refuse_work()
-- Stops an evaluation that went too far.

create or replace function specql_type.refuse_work(reason text)
  returns integer
  language plpgsql
  immutable
as $$
begin
  raise exception using
    errcode = 'SG144',
    message = 'the value is too large to be validated',
    detail = case reason
      when 'steps' then format('Holding it against the schema takes more than %s steps.', specql_type.json_schema_limit('steps'))
      when 'depth' then format('It, or the schema, is nested more than %s deep.', specql_type.json_schema_limit('depth'))
      when 'bytes' then format('It has more than %s bytes.', specql_type.json_schema_limit('value_bytes'))
      else format('multipleOf was asked of a number with more than %s digits before or behind the point.',
        specql_type.json_schema_limit('number_digits'))
    end,
    hint = 'Validate it in parts, or use a simpler schema.',
    column = 'value';
end;
$$;

comment on function specql_type.refuse_work(text) is 'Always SG144; the reason is one of steps, depth, bytes and digits.';
