-- 013415  network.file_time()
-- A time as a file gives it.

create or replace function network.file_time(value text, zone text)
  returns timestamptz
  language plpgsql
  stable
as $$
declare
  v_parts constant text[] := regexp_match(value,
    '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(Z|z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$');
  v_day date;
begin
  if v_parts is null
    or v_parts[1]::integer < 1 or v_parts[2]::integer not between 1 and 12 or v_parts[3]::integer not between 1 and 31
    or v_parts[4]::integer > 23 or v_parts[5]::integer > 59 or v_parts[6]::integer > 59
    or nullif(substr(v_parts[8], 2, 2), '')::integer > 15 then
    return null;
  end if;
  v_day := make_date(v_parts[1]::integer, v_parts[2]::integer, 1) + (v_parts[3]::integer - 1);
  if extract(month from v_day) <> v_parts[2]::integer then
    return null;
  end if;
  return case when v_parts[8] is null
    then replace(value, ',', '.')::timestamp at time zone zone
    else replace(value, ',', '.')::timestamptz end;
end;
$$;

comment on function network.file_time(text, text) is
  'A time in ISO 8601, read in the zone where it has none of its own; null for anything else, a day that does not exist included.';
