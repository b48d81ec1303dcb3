-- 011A64  specql_cutover.sqlite_time()
-- A point in time as SQLite's CURRENT_TIMESTAMP writes it.

create or replace function specql_cutover.sqlite_time(at timestamptz)
  returns text
  language plpgsql
  stable
as $$
begin
  return to_char(at at time zone 'UTC', case when extract(microsecond from at)::bigint % 1000000 = 0
    then 'YYYY-MM-DD HH24:MI:SS' else 'YYYY-MM-DD HH24:MI:SS.US' end);
end;
$$;

comment on function specql_cutover.sqlite_time(timestamptz) is 'YYYY-MM-DD HH:MM:SS in UTC, with a fraction where it has one.';
