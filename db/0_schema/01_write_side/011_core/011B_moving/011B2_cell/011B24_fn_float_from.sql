-- 011B24  specql_cutover.float_from()
-- The floating-point number that a text means.

create or replace function specql_cutover.float_from(value text)
  returns double precision
  language sql
  immutable
as $$
  select case
    when value ~ '^[+-]?\d{1,15}(\.\d{0,17})?$' then value::double precision
    when abs(specql_cutover.numeric_from(value)) between 4.94e-324 and 1.7976931348623157e308 then value::double precision
    when specql_cutover.numeric_from(value) = 0 then 0
  end
$$;

comment on function specql_cutover.float_from(text) is
  'The number; null where the text is none, or one beyond the range of a double: never an error.';
