-- 0115DB  specql_type.punycode_decoded()
-- The label that an xn-- label stands for.

create or replace function specql_type.punycode_decoded(value text)
  returns text
  language plpgsql
  immutable
  parallel safe
as $$
declare
  v_result   integer[] := array(
    select ascii(c) from regexp_split_to_table(nullif(coalesce(substring(value from '^(.*)-[^-]*$'), ''), ''), '') as c
  );
  v_digits   constant text := lower(substring(value from '[^-]*$') collate "C");
  v_position integer := 1;
  v_code     integer := 128;
  v_index    bigint := 0;
  v_before   bigint;
  v_weight   bigint;
  v_step     integer;
  v_digit    integer;
  v_limit    integer;
  v_bias     integer := 72;
  v_delta    bigint;
begin
  if v_digits = '' then
    return null;
  end if;
  while v_position <= length(v_digits) loop
    v_before := v_index;
    v_weight := 1;
    v_step := 36;
    loop
      v_digit := strpos('abcdefghijklmnopqrstuvwxyz0123456789', nullif(substr(v_digits, v_position, 1), '')) - 1;
      if v_digit is null or v_digit < 0 then
        return null;
      end if;
      v_position := v_position + 1;
      v_index := v_index + v_digit * v_weight;
      v_limit := greatest(1, least(26, v_step - v_bias));
      exit when v_digit < v_limit;
      v_weight := v_weight * (36 - v_limit);
      v_step := v_step + 36;
      if v_index > 2147483647 or v_weight > 2147483647 then
        return null;
      end if;
    end loop;
    -- Adapt the bias (RFC 3492, 6.1).
    v_delta := case when v_before = 0 then (v_index - v_before) / 700 else (v_index - v_before) / 2 end;
    v_delta := v_delta + v_delta / (cardinality(v_result) + 1);
    v_bias := 0;
    while v_delta > 455 loop
      v_delta := v_delta / 35;
      v_bias := v_bias + 36;
    end loop;
    v_bias := v_bias + (36 * v_delta / (v_delta + 38))::integer;
    v_code := v_code + (v_index / (cardinality(v_result) + 1))::integer;
    v_index := v_index % (cardinality(v_result) + 1);
    if v_code > 1114111 or v_code between 55296 and 57343 then
      return null;
    end if;
    v_result := v_result[:v_index] || v_code || v_result[v_index + 1:];
    v_index := v_index + 1;
  end loop;
  return (select string_agg(chr(c), '' order by n) from unnest(v_result) with ordinality as r (c, n));
end;
$$;

comment on function specql_type.punycode_decoded(text) is
  'The text that Punycode stands for, without xn--; null where it is none. RFC 3492.';
