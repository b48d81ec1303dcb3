-- 0115EB  specql_type.evaluate_value()
-- All that is wrong with a value, and what of it was evaluated.

create or replace function specql_type.evaluate_value(
  compiled      jsonb,
  link          jsonb,
  value         jsonb,
  instance_path text,
  schema_path   text,
  keyword       text,
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
  v_node    constant jsonb := case jsonb_typeof(link) when 'number' then compiled -> link::integer else link end;
  v_kind    constant text := jsonb_typeof(value);
  v_collect constant boolean := collect or v_node ? 'u';
  v_scope   bigint[] := scope;
  v_sum     specql_type.outcome := row(steps - specql_type.own_steps(v_node, value, v_kind), '[]', '{}', '{}');
begin
  if v_sum.steps < 0 or depth < 0 then
    perform specql_type.refuse_work(case when depth < 0 then 'depth' else 'steps' end);
  end if;
  if v_node = 'true' then
    return v_sum;
  elsif v_node = 'false' then
    v_sum.problems := specql_type.problem(instance_path, schema_path, keyword, 'nothing is allowed here');
    return v_sum;
  end if;
  if v_node ? 'r' and (v_node -> 'r')::bigint is distinct from v_scope[cardinality(v_scope)] then
    v_scope := v_scope || (v_node -> 'r')::bigint;
  end if;

  v_sum.problems := specql_type.assertion_problems(v_node, value, v_kind, instance_path, schema_path);
  if v_kind = 'object' and v_node ? 'o' then
    v_sum := specql_type.merged_outcomes(v_sum, specql_type.evaluate_object(
      compiled, v_node -> 'o', value, instance_path, schema_path, v_scope, v_collect, v_sum.steps, depth - 1
    ));
  elsif v_kind = 'array' and v_node ? 'a' then
    v_sum := specql_type.merged_outcomes(v_sum, specql_type.evaluate_array(
      compiled, v_node -> 'a', value, instance_path, schema_path, v_scope, v_collect, v_sum.steps, depth - 1
    ));
  end if;
  if v_node ? 'l' then
    v_sum := specql_type.merged_outcomes(v_sum, specql_type.evaluate_logic(
      compiled, v_node -> 'l', value, instance_path, schema_path, v_scope, v_collect, v_sum.steps, depth - 1
    ));
  end if;
  if v_node ? 'u' and v_kind in ('object', 'array') then
    v_sum := specql_type.merged_outcomes(v_sum, specql_type.evaluate_rest(
      compiled, v_node -> 'u', value, instance_path, schema_path, v_scope, v_sum, depth - 1
    ));
  end if;
  if v_sum.problems <> '[]' or not collect then
    -- A schema that fails has evaluated nothing.
    v_sum.names := '{}';
    v_sum.items := '{}';
  end if;
  return v_sum;
end;
$$;

comment on function specql_type.evaluate_value(jsonb, jsonb, jsonb, text, text, text, bigint[], boolean, integer, integer) is
  'Holds a value against a compiled schema and lists the problems. keyword is that of the schema around; scope the resources that were '
  'entered, outermost first; collect asks for the properties and items that were evaluated. SG144: too many steps, or too deep.';
