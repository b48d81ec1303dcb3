-- 0115F7  specql_type.array_problems()
-- Problems of an array that need no other schema.

create or replace function specql_type.array_problems(part jsonb, value jsonb, instance_path text, schema_path text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_problems jsonb := '[]';
  v_count    constant integer := jsonb_array_length(value);
begin
  if v_count < (part -> 'min')::integer then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/minItems', 'minItems',
      format('must have at least %s items, not %s', part -> 'min', v_count));
  end if;
  if v_count > (part -> 'max')::integer then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/maxItems', 'maxItems',
      format('must have at most %s items, not %s', part -> 'max', v_count));
  end if;
  if v_count > 1 and part ? 'u' and v_count > (select count(distinct e) from jsonb_array_elements(value) as e) then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/uniqueItems', 'uniqueItems',
      'must not have equal items');
  end if;
  return v_problems;
end;
$$;

comment on function specql_type.array_problems(jsonb, jsonb, text, text) is
  'The problems that minItems, maxItems and uniqueItems have with an array.';
