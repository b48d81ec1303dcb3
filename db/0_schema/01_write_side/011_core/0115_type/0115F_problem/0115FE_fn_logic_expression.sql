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
  v_link  jsonb;
  v_one   text;
  v_size  integer;
begin
  for v_step in select s from jsonb_array_elements(part) as s loop
    v_each := '{}';
    v_size := 0;
    for v_link in
      select l from jsonb_array_elements(case
        when v_step ->> 0 in ('allOf', 'anyOf', 'oneOf') then v_step -> 1
        when v_step ->> 0 = 'if' then v_step - 0
        else jsonb_build_array(v_step -> 1)
      end) as l
    loop
      v_one := specql_type.value_expression(compiled, v_link, operand, depth);
      v_size := v_size + length(v_one);
      -- Stopping at once keeps schemas that grow without bounds from being written out.
      if v_one is null or v_size > 4000 then
        return null;
      end if;
      v_each := v_each || v_one;
    end loop;
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
