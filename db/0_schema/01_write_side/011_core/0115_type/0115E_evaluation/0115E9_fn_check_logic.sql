-- 0115E9  specql_type.check_logic()
-- The part of check_value() for schemas that look at the same value.

create or replace function specql_type.check_logic(
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
  v_left  integer := steps;
  v_step  jsonb;
  v_links jsonb;
  v_found integer;
begin
  for v_i in 0 .. jsonb_array_length(part) - 1 loop
    v_step := part -> v_i;
    v_links := v_step -> 1;
    case v_step ->> 0
      when '$ref', '$dynamicRef' then
        v_left := specql_type.check_value(compiled, v_links, value, v_left, depth);
      when 'allOf' then
        for v_j in 0 .. jsonb_array_length(v_links) - 1 loop
          v_left := specql_type.check_value(compiled, v_links -> v_j, value, v_left, depth);
          exit when v_left < 0;
        end loop;
      when 'anyOf', 'oneOf' then
        v_found := 0;
        for v_j in 0 .. jsonb_array_length(v_links) - 1 loop
          v_left := specql_type.check_value(compiled, v_links -> v_j, value, v_left, depth);
          if v_left < 0 then
            v_left := ~v_left;
          else
            v_found := v_found + 1;
            exit when v_found > 1 or v_step ->> 0 = 'anyOf';
          end if;
        end loop;
        if v_found <> 1 then
          v_left := ~v_left;
        end if;
      when 'not' then
        v_left := ~specql_type.check_value(compiled, v_links, value, v_left, depth);
      when 'if' then
        v_left := specql_type.check_value(compiled, v_links, value, v_left, depth);
        v_left := specql_type.check_value(
          compiled, case when v_left < 0 then v_step -> 3 else v_step -> 2 end, value,
          case when v_left < 0 then ~v_left else v_left end, depth
        );
      else
        v_left := ~v_left;
    end case;
    if v_left < 0 then
      return v_left;
    end if;
  end loop;
  return v_left;
end;
$$;

comment on function specql_type.check_logic(jsonb, jsonb, jsonb, integer, integer) is
  'As check_value(), for $ref, allOf, anyOf, oneOf, not and if.';
