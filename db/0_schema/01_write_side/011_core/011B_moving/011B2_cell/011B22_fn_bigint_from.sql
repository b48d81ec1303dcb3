-- 011B22  specql_cutover.bigint_from()
-- The whole number that a text means.

create or replace function specql_cutover.bigint_from(value text)
  returns bigint
  language sql
  immutable
as $$
  select case
    when value ~ '^[+-]?\d{1,18}$' then value::bigint
    when value ~ '^[+-]?\d{19}$' and value::numeric between -9223372036854775808 and 9223372036854775807 then value::bigint
  end
$$;

comment on function specql_cutover.bigint_from(text) is
  'The number; null where the text is none, or one that 64 bits do not hold: never an error.';
