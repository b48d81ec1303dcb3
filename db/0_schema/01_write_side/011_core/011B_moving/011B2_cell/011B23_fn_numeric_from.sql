-- 011B23  specql_cutover.numeric_from()
-- The decimal number that a text means, digit by digit.

create or replace function specql_cutover.numeric_from(value text)
  returns numeric
  language sql
  immutable
as $$
  select case
    when length(value) <= 1000 and value ~ '^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$' then value::numeric
  end
$$;

comment on function specql_cutover.numeric_from(text) is
  'The number with the digits that it has; null where the text is none: never an error.';
