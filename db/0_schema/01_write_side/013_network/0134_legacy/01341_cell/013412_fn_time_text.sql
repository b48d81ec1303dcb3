-- 013412  network.time_text()
-- A time as the network store writes it.

create or replace function network.time_text(value timestamptz)
  returns text
  language sql
  stable
as $$
  select case when date_trunc('second', value) = value
    then to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
    else to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') end
$$;

comment on function network.time_text(timestamptz) is
  'ISO 8601 in UTC without a zone, and with microseconds only where there are some.';
