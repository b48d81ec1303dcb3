-- 0115F2  specql_type.merged_outcomes()
-- Two outcomes as one.

create or replace function specql_type.merged_outcomes(first specql_type.outcome, next specql_type.outcome)
  returns specql_type.outcome
  language plpgsql
  immutable
as $$
declare
  v_sum specql_type.outcome := first;
begin
  v_sum.steps := next.steps;
  if next.problems <> '[]' and jsonb_array_length(first.problems) < specql_type.json_schema_limit('errors') then
    v_sum.problems := first.problems || next.problems;
  end if;
  if next.names <> '{}' then
    v_sum.names := first.names || next.names;
  end if;
  if next.items <> '{}' then
    v_sum.items := first.items + next.items;
  end if;
  return v_sum;
end;
$$;

comment on function specql_type.merged_outcomes(specql_type.outcome, specql_type.outcome) is
  'The steps left after the second, and the problems, properties and items of both. Problems beyond the bound are not kept.';
