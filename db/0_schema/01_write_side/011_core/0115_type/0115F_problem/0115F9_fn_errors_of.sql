-- 0115F9  specql_type.errors_of()
-- What is wrong with a value.

create or replace function specql_type.errors_of(compiled jsonb, value jsonb)
  returns table (instance_path text, schema_path text, keyword text, message text)
  language plpgsql
  immutable
as $$
declare
  v_outcome specql_type.outcome;
begin
  -- Most values are valid, and that is found sooner.
  if specql_type.is_valid(compiled, value) then
    return;
  end if;
  v_outcome := specql_type.evaluate_value(
    compiled #> '{}', compiled -> 1, value, '', '', '', '{}', false,
    specql_type.json_schema_limit('steps'), specql_type.json_schema_limit('depth')
  );
  return query
  select p.problem ->> 0, p.problem ->> 1, p.problem ->> 2, p.problem ->> 3
  from jsonb_array_elements(v_outcome.problems) with ordinality as p (problem, position)
  order by p.position
  limit specql_type.json_schema_limit('errors');
end;
$$;

comment on function specql_type.errors_of(jsonb, jsonb) is
  'One row for each problem that a value has with a schema of compile_schema(): JSON Pointers into the value and into the schema, '
  'through its references; the keyword; what is wrong. No rows where it is valid. SG144: the value is too large.';
