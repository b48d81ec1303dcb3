-- 0115ED  specql_type.evaluate_array()
-- The part of evaluate_value() for arrays.

create or replace function specql_type.evaluate_array(
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
  v_sum   specql_type.outcome := row(steps, specql_type.array_problems(part, value, instance_path, schema_path), '{}', '{}');
  v_one   specql_type.outcome;
  v_count constant integer := jsonb_array_length(value);
  v_fixed constant integer := coalesce(jsonb_array_length(part -> 'pi'), 0);
  v_found integer := 0;
begin
  for v_i in 0 .. case when part ? 'it' then v_count else least(v_count, v_fixed) end - 1 loop
    v_one := specql_type.evaluate_value(
      compiled, case when v_i < v_fixed then part -> 'pi' -> v_i else part -> 'it' end, value -> v_i, instance_path || '/' || v_i,
      schema_path || case when v_i < v_fixed then '/prefixItems/' || v_i else '/items' end,
      case when v_i < v_fixed then 'prefixItems' else 'items' end, scope, false, v_sum.steps, depth
    );
    v_sum := specql_type.merged_outcomes(v_sum, v_one);
  end loop;
  if collect then
    v_sum.items := int4multirange(int4range(0, case when part ? 'it' then v_count else least(v_count, v_fixed) end));
  end if;

  if part ? 'co' then
    for v_i in 0 .. v_count - 1 loop
      v_one := specql_type.evaluate_value(
        compiled, part -> 'co', value -> v_i, '', '', '', scope, false, v_sum.steps, depth
      );
      v_sum.steps := v_one.steps;
      if v_one.problems = '[]' then
        v_found := v_found + 1;
        if collect then
          v_sum.items := v_sum.items + int4multirange(int4range(v_i, v_i + 1));
        end if;
      end if;
    end loop;
    if v_found < (part -> 'cmin')::integer then
      v_sum.problems := v_sum.problems || specql_type.problem(
        instance_path, schema_path || case part -> 'cmin' when '1' then '/contains' else '/minContains' end,
        case part -> 'cmin' when '1' then 'contains' else 'minContains' end,
        format('%s items must match the schema of contains, not %s', part -> 'cmin', v_found)
      );
    elsif v_found > (part -> 'cmax')::integer then
      v_sum.problems := v_sum.problems || specql_type.problem(
        instance_path, schema_path || '/maxContains', 'maxContains',
        format('at most %s items may match the schema of contains, not %s', part -> 'cmax', v_found)
      );
    end if;
  end if;
  return v_sum;
end;
$$;

comment on function specql_type.evaluate_array(jsonb, jsonb, jsonb, text, text, bigint[], boolean, integer, integer) is
  'As evaluate_value(), for an array and what a compiled schema asks of arrays.';
