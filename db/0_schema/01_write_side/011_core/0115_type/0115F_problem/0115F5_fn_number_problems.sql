-- 0115F5  specql_type.number_problems()
-- Problems of a number.

create or replace function specql_type.number_problems(part jsonb, value numeric, instance_path text, schema_path text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_problems jsonb := '[]';
begin
  if value < (part -> 'min')::numeric then
    v_problems := specql_type.problem(instance_path, schema_path || '/minimum', 'minimum',
      format('must be at least %s', left(part ->> 'min', 100)));
  end if;
  if value > (part -> 'max')::numeric then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/maximum', 'maximum',
      format('must be at most %s', left(part ->> 'max', 100)));
  end if;
  if value <= (part -> 'above')::numeric then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/exclusiveMinimum', 'exclusiveMinimum',
      format('must be above %s', left(part ->> 'above', 100)));
  end if;
  if value >= (part -> 'below')::numeric then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/exclusiveMaximum', 'exclusiveMaximum',
      format('must be below %s', left(part ->> 'below', 100)));
  end if;
  if part ? 'of' and not specql_type.is_multiple(value, (part -> 'of')::numeric) then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/multipleOf', 'multipleOf',
      format('must be a multiple of %s', left(part ->> 'of', 100)));
  end if;
  return v_problems;
end;
$$;

comment on function specql_type.number_problems(jsonb, numeric, text, text) is
  'The problems that minimum, maximum, their exclusive forms and multipleOf have with a number.';
