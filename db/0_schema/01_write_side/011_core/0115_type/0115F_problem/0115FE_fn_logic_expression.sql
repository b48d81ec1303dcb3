-- 0115FE  specql_type.logic_expression()
-- The part of value_expression() for schemas that look at the same value.

create or replace function specql_type.logic_expression(compiled jsonb, part jsonb, operand text, depth integer)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_all   text[] := '{}';
  v_step  jsonb;
  v_each  text[];
begin
  for v_step in select s from jsonb_array_elements(part) as s loop
    v_each := case when v_step ->> 0 in ('allOf', 'anyOf', 'oneOf') then array(
        select specql_type.value_expression(compiled, l.link, operand, depth)
        from jsonb_array_elements(v_step -> 1) with ordinality as l (link, position)
        order by l.position limit 50
      ) else array[
        specql_type.value_expression(compiled, v_step -> 1, operand, depth),
        case when v_step ->> 0 = 'if' then specql_type.value_expression(compiled, v_step -> 2, operand, depth) else 'true' end,
        case when v_step ->> 0 = 'if' then specql_type.value_expression(compiled, v_step -> 3, operand, depth) else 'true' end
      ] end;
    if array_position(v_each, null) is not null or cardinality(v_each) = 50 or length(array_to_string(v_each, '')) > 4000 then
      return null;
    end if;
    v_all := v_all || case v_step ->> 0
      when 'allOf' then '(' || array_to_string(v_each, ' and ') || ')'
      when 'anyOf' then '(' || array_to_string(v_each, ' or ') || ')'
      when 'oneOf' then '(' || (select string_agg(format('(%s)::integer', e), ' + ') from unnest(v_each) as e) || ') = 1'
      when 'not' then format('not %s', v_each[1])
      when 'if' then format('case when %s then %s else %s end', v_each[1], v_each[2], v_each[3])
      else v_each[1]
    end;
  end loop;
  return array_to_string(v_all, ' and ');
end;
$$;

comment on function specql_type.logic_expression(jsonb, jsonb, text, integer) is
  'A SQL expression for $ref, allOf, anyOf, oneOf, not and if, or null where there is none of reasonable size.';
