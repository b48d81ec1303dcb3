-- 0115D7  specql_type.is_ipv6()
-- Whether a text is an IPv6 address.

create or replace function specql_type.is_ipv6(value text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_tail  constant text := substring(value from '[^:]*$');
  -- An IPv4 address at the end takes the room of two groups.
  v_value constant text := case when specql_type.is_ipv4(v_tail) then left(value, -length(v_tail)) || '0:0' else value end;
  v_parts constant text[] := regexp_split_to_array(v_value, '::');
  v_count constant integer := array_length(string_to_array(replace(v_value, '::', ':'), ':'), 1)
    - case when v_value ~ '^::' then 1 else 0 end - case when v_value ~ '::$' then 1 else 0 end;
begin
  return length(value) <= 45
    and v_value ~ '^(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*)?(?:::(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*)?)?$'
    and v_value <> ''
    and case cardinality(v_parts) when 1 then v_count = 8 else v_count <= 7 end;
end;
$$;

comment on function specql_type.is_ipv6(text) is
  'True for eight groups of up to four hexadecimal digits, one run of zeros left out, or the last two as IPv4. RFC 4291, 2.2.';
