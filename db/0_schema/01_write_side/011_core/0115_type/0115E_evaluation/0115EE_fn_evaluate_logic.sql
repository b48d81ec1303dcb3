-- 0115EE  specql_type.evaluate_logic()
-- The part of evaluate_value() for schemas that look at the same value.

create or replace function specql_type.evaluate_logic(
  compiled      jsonb,
  part          jsonb,
  value         jsonb,
  instance_path text,
  schema_path   text,
  scope         bigint[],
  collect       boolean,
  steps         integer,
  depth         integer
)
  returns specql_type.outcome
  language plpgsql
  immutable
as $$
declare
  v_sum     specql_type.outcome := row(steps, '[]', '{}', '{}');
  v_one     specql_type.outcome;
  v_step    jsonb;
  v_keyword text;
  v_path    text;
  v_links   jsonb;
  v_found   integer;
  v_failed  jsonb;
begin
  for v_i in 0 .. jsonb_array_length(part) - 1 loop
    v_step := part -> v_i;
    v_keyword := v_step ->> 0;
    v_links := v_step -> 1;
    v_path := schema_path || '/' || v_keyword;
    if v_keyword in ('$ref', '$dynamicRef') then
      if v_step ->> 2 is not null then
        v_links := specql_type.dynamic_link(compiled, v_links, v_step ->> 2, scope);
      end if;
      v_one := specql_type.evaluate_value(
        compiled, v_links, value, instance_path, v_path, v_keyword, scope, collect, v_sum.steps, depth);
      v_sum := specql_type.merged_outcomes(v_sum, v_one);

    elsif v_keyword in ('allOf', 'anyOf', 'oneOf') then
      v_found := 0;
      v_failed := '[]';
      for v_j in 0 .. jsonb_array_length(v_links) - 1 loop
        v_one := specql_type.evaluate_value(
          compiled, v_links -> v_j, value, instance_path, v_path || '/' || v_j, v_keyword, scope, collect, v_sum.steps, depth);
        if v_one.problems = '[]' then
          v_found := v_found + 1;
          v_sum := specql_type.merged_outcomes(v_sum, v_one);
          exit when v_keyword = 'anyOf' and not collect;
        else
          v_sum.steps := v_one.steps;
          if jsonb_array_length(v_failed) < 100 then
            v_failed := v_failed || v_one.problems;
          end if;
        end if;
      end loop;
      if v_keyword = 'allOf' then
        v_sum.problems := v_sum.problems || v_failed;
      elsif v_found = 0 then
        v_sum.problems := v_sum.problems || specql_type.problem(instance_path, v_path, v_keyword,
          format('none of the %s schemas of %s allows this value', jsonb_array_length(v_links), v_keyword)) || v_failed;
      elsif v_found > 1 and v_keyword = 'oneOf' then
        v_sum.problems := v_sum.problems || specql_type.problem(instance_path, v_path, v_keyword,
          format('%s schemas of oneOf allow this value, where one may', v_found));
      end if;

    elsif v_keyword = 'not' then
      v_one := specql_type.evaluate_value(compiled, v_links, value, '', '', '', scope, false, v_sum.steps, depth);
      v_sum.steps := v_one.steps;
      if v_one.problems = '[]' then
        v_sum.problems := v_sum.problems || specql_type.problem(instance_path, v_path, v_keyword, 'the schema of not allows this value');
      end if;

    else
      v_one := specql_type.evaluate_value(compiled, v_links, value, '', '', '', scope, collect, v_sum.steps, depth);
      v_sum.steps := v_one.steps;
      v_found := case v_one.problems when '[]' then 2 else 3 end;
      if v_found = 2 then
        v_sum := specql_type.merged_outcomes(v_sum, v_one);
      end if;
      v_keyword := case v_found when 2 then 'then' else 'else' end;
      v_one := specql_type.evaluate_value(
        compiled, v_step -> v_found, value, instance_path, schema_path || '/' || v_keyword, v_keyword, scope, collect, v_sum.steps, depth);
      v_sum := specql_type.merged_outcomes(v_sum, v_one);
    end if;
  end loop;
  return v_sum;
end;
$$;

comment on function specql_type.evaluate_logic(jsonb, jsonb, jsonb, text, text, bigint[], boolean, integer, integer) is
  'As evaluate_value(), for $ref, $dynamicRef, allOf, anyOf, oneOf, not and if.';
