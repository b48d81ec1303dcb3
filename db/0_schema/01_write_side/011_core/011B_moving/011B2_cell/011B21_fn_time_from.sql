-- 011B21  specql_cutover.time_from()
-- The point in time that a text of a legacy file means.

create or replace function specql_cutover.time_from(value text, zone text)
  returns timestamptz
  language sql
  stable
as $$
  select case
    -- Every day that all years have, or the last of a long month, or the 29th of February of a leap year.
    when value !~ ('^(?!0000)\d{4}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31|02-29)'
      '([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)? ?(Z|z|[+-](0\d|1[0-4])(:?[0-5]\d)?)?)?$')
      then null
    when substr(value, 6, 5) = '02-29'
      and (left(value, 4)::integer % 4 <> 0 or left(value, 4)::integer % 100 = 0 and left(value, 4)::integer % 400 <> 0)
      then null
    when value ~ '[zZ]$|:\d\d.*[+-]\d\d(:?\d\d)?$' then replace(value, ',', '.')::timestamptz
    else replace(value, ',', '.')::timestamp at time zone zone
  end
$$;

comment on function specql_cutover.time_from(text, text) is
  'ISO 8601: a date, with or without time, fraction and zone; read in the zone given where it has none of its own. Null for anything else, '
  'empty text and days that do not exist included: never an error.';
