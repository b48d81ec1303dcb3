-- 0115D2  specql_type.is_date()
-- Whether a text is a full-date of RFC 3339.

create or replace function specql_type.is_date(value text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_year  integer;
  v_month integer;
begin
  if value !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then
    return false;
  end if;
  v_year := left(value, 4);
  v_month := substr(value, 6, 2);
  return substr(value, 9)::integer <= case
    when v_month in (4, 6, 9, 11) then 30
    when v_month <> 2 then 31
    when v_year % 4 = 0 and (v_year % 100 <> 0 or v_year % 400 = 0) then 29
    else 28
  end;
end;
$$;

comment on function specql_type.is_date(text) is 'True for YYYY-MM-DD with a day that the month has. RFC 3339, 5.6.';
