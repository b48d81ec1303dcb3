-- 011262  specql_pattern.checked_limit()
-- Returns how many rows are wanted, or says that fewer than none are not possible.

create or replace function specql_pattern.checked_limit("limit" integer)
  returns integer
  language plpgsql
  immutable
as $$
begin
  if "limit" < 0 then
    raise exception using
      errcode = 'SG165',
      message = 'limit must not be negative',
      detail = format('It is %s.', "limit"),
      column = 'limit';
  end if;
  return coalesce("limit", 10);
end;
$$;

comment on function specql_pattern.checked_limit(integer) is 'The limit, 10 for null, or SG165 for a negative one.';
