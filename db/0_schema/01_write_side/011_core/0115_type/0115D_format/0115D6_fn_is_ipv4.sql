-- 0115D6  specql_type.is_ipv4()
-- Whether a text is an IPv4 address.

create or replace function specql_type.is_ipv4(value text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return value ~ '^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?!$)|$)){4}$';
end;
$$;

comment on function specql_type.is_ipv4(text) is 'True for four decimal numbers of 0 to 255 without leading zeros. RFC 2673, 3.2.';
