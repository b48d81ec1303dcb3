-- 011272  specql_pattern.checked_parameters()
-- Returns a pattern's parameters, or says why they describe nothing.

create or replace function specql_pattern.checked_parameters(parameters jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_parameters constant jsonb := specql_pattern.checked_object(parameters, 'parameters');
begin
  -- What is written as a JSON Schema must be one. The library's map of names has types of its own, such as ref.
  if v_parameters <> '{}' and specql_pattern.parameters_schema(v_parameters) = v_parameters then
    perform specql_type.compile_schema(v_parameters);
  end if;
  return v_parameters;
end;
$$;

comment on function specql_pattern.checked_parameters(jsonb) is
  'The parameters verbatim, {} for null, or SG112 (no object), SG103 (too long) or SG140 to SG146 (no JSON Schema).';
