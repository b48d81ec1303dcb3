-- 0115EA  specql_type.check_unevaluated()
-- The part of check_value() for schemas that ask what other schemas evaluated.

create or replace function specql_type.check_unevaluated(
  compiled jsonb,
  link     jsonb,
  value    jsonb,
  steps    integer,
  depth    integer
)
  returns integer
  language plpgsql
  immutable
as $$
declare
  v_outcome constant specql_type.outcome :=
    specql_type.evaluate_value(compiled, link, value, '', '', '', '{}', false, steps, depth);
begin
  return case v_outcome.problems when '[]' then (v_outcome).steps else ~(v_outcome).steps end;
end;
$$;

comment on function specql_type.check_unevaluated(jsonb, jsonb, jsonb, integer, integer) is
  'As check_value(), by way of evaluate_value().';
