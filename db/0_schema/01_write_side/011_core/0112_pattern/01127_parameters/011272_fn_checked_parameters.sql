-- 011272  specql_pattern.checked_parameters()
-- Returns a pattern's parameters, or says why they describe nothing.

create or replace function specql_pattern.checked_parameters(parameters jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
begin
  return specql_pattern.checked_object(parameters, 'parameters');
end;
$$;

comment on function specql_pattern.checked_parameters(jsonb) is
  'The parameters verbatim, {} for null, or SG112 or SG103.';
