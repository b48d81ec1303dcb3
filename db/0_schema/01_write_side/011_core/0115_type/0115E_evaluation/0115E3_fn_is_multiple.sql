-- 0115E3  specql_type.is_multiple()
-- Exact division of decimal numbers.

create or replace function specql_type.is_multiple(value numeric, divisor numeric)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_limit constant integer := specql_type.json_schema_limit('number_digits');
begin
  -- The work grows with the digits of both; 1e100000 has many.
  if scale(value) > v_limit or scale(divisor) > v_limit or abs(value) >= ('1e' || v_limit)::numeric or divisor >= ('1e' || v_limit)::numeric then
    perform specql_type.refuse_work('digits');
  end if;
  return value % divisor = 0;
end;
$$;

comment on function specql_type.is_multiple(numeric, numeric) is
  'Whether the value is a whole number of divisors, by decimal arithmetic. SG144: there are too many digits.';
