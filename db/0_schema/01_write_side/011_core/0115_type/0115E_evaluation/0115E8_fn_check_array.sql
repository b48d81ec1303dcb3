-- 0115E8  specql_type.check_array()
-- The part of check_value() for arrays.

create or replace function specql_type.check_array(
  compiled jsonb,
  part     jsonb,
  value    jsonb,
  steps    integer,
  depth    integer
)
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_left    integer := steps;
  v_count   constant integer := jsonb_array_length(value);
  v_fixed   constant integer := coalesce(jsonb_array_length(part -> 'pi'), 0);
  v_link    jsonb := part -> 'it';
  v_item    jsonb;
  v_found   integer := 0;
begin
  if v_count < (part -> 'min')::integer or v_count > (part -> 'max')::integer then
    return ~v_left;
  end if;
  if v_count > 1 and part ? 'u' then
    v_left := greatest(v_left - v_count / 10, 0);
    if v_count > (select count(distinct e) from jsonb_array_elements(value) as e) then
      return ~v_left;
    end if;
  end if;
  for v_i in 0 .. least(v_fixed, v_count) - 1 loop
    v_left := specql_type.check_value(compiled, part -> 'pi' -> v_i, value -> v_i, v_left, depth);
    if v_left < 0 then
      return v_left;
    end if;
  end loop;
  if v_count > v_fixed and v_link is not null and v_link <> 'true' then
    for v_i in v_fixed .. v_count - 1 loop
      v_left := specql_type.check_value(compiled, v_link, value -> v_i, v_left, depth);
      if v_left < 0 then
        return v_left;
      end if;
    end loop;
  end if;
  if part ? 'co' then
    v_link := part -> 'co';
    for v_item in select e from jsonb_array_elements(value) as e loop
      v_left := specql_type.check_value(compiled, v_link, v_item, v_left, depth);
      if v_left < 0 then
        v_left := ~v_left;
      else
        v_found := v_found + 1;
        exit when v_found >= (part -> 'cmin')::integer and not part ? 'cmax';
      end if;
    end loop;
    if v_found < (part -> 'cmin')::integer or v_found > (part -> 'cmax')::integer then
      return ~v_left;
    end if;
  end if;
  return v_left;
end;
$$;

comment on function specql_type.check_array(jsonb, jsonb, jsonb, integer, integer) is
  'As check_value(), for an array and what a compiled schema asks of arrays.';
