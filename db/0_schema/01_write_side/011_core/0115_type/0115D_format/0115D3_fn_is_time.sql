-- 0115D3  specql_type.is_time()
-- Whether a text is a full-time of RFC 3339.

create or replace function specql_type.is_time(value text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_parts constant text[] := regexp_match(
    value, '^([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))$'
  );
  v_offset integer;
begin
  if v_parts is null then
    return false;
  end if;
  if v_parts[3] <> '60' then
    return true;
  end if;
  -- A leap second ends a day of UTC.
  v_offset := coalesce((v_parts[4] || '1')::integer * (v_parts[5]::integer * 60 + v_parts[6]::integer), 0);
  return (v_parts[1]::integer * 60 + v_parts[2]::integer - v_offset + 2880) % 1440 = 1439;
end;
$$;

comment on function specql_type.is_time(text) is
  'True for HH:MM:SS, a fraction or none, and Z or an offset; second 60 only where it is 23:59 in UTC. RFC 3339, 5.6.';
