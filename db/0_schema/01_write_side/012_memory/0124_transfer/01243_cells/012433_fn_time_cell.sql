-- 012433  memory.time_cell()
-- A point in time as a cell: SQLite's CURRENT_TIMESTAMP, which is UTC.

create or replace function memory.time_cell(at timestamptz)
  returns text
  language sql
  stable
as $$
  -- Through JSON, because that form is the same whatever DateStyle the session has.
  select replace(to_json(at at time zone 'UTC') #>> '{}', 'T', ' ');
$$;

comment on function memory.time_cell(timestamptz) is 'YYYY-MM-DD HH:MM:SS in UTC, with a fraction where there is one.';
