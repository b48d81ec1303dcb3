-- 0115EF  specql_type.evaluate_rest()
-- The part of evaluate_value() for what no other schema evaluated.

create or replace function specql_type.evaluate_rest(
  compiled      jsonb,
  part          jsonb,
  value         jsonb,
  instance_path text,
  schema_path   text,
  scope         bigint[],
  so_far        specql_type.outcome,
  depth         integer
)
  returns specql_type.outcome
  language plpgsql
  immutable
as $$
declare
  v_sum  specql_type.outcome := row(so_far.steps, '[]', '{}', '{}');
  v_one  specql_type.outcome;
  v_name text;
begin
  if jsonb_typeof(value) = 'object' and part ? 'p' then
    for v_name in select k from jsonb_object_keys(value - so_far.names) as k loop
      v_one := specql_type.evaluate_value(
        compiled, part -> 'p', value -> v_name, instance_path || '/' || replace(replace(v_name, '~', '~0'), '/', '~1'),
        schema_path || '/unevaluatedProperties', 'unevaluatedProperties', scope, false, v_sum.steps, depth
      );
      v_sum := specql_type.merged_outcomes(v_sum, v_one);
      v_sum.names := v_sum.names || v_name;
    end loop;
  elsif jsonb_typeof(value) = 'array' and part ? 'i' then
    for v_i in 0 .. jsonb_array_length(value) - 1 loop
      continue when so_far.items @> v_i;
      v_one := specql_type.evaluate_value(
        compiled, part -> 'i', value -> v_i, instance_path || '/' || v_i,
        schema_path || '/unevaluatedItems', 'unevaluatedItems', scope, false, v_sum.steps, depth
      );
      v_sum := specql_type.merged_outcomes(v_sum, v_one);
    end loop;
    v_sum.items := int4multirange(int4range(0, jsonb_array_length(value)));
  end if;
  return v_sum;
end;
$$;

comment on function specql_type.evaluate_rest(jsonb, jsonb, jsonb, text, text, bigint[], specql_type.outcome, integer) is
  'As evaluate_value(), for unevaluatedProperties and unevaluatedItems.';
