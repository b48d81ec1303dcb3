-- 0115F6  specql_type.object_problems()
-- Problems of an object that need no other schema.

create or replace function specql_type.object_problems(part jsonb, value jsonb, instance_path text, schema_path text)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_problems jsonb := '[]';
  v_count    constant integer := (select count(*) from jsonb_object_keys(value));
  v_need     record;
begin
  for v_need in
    select 'required' as keyword, n.name, format('%s is missing', left(n.name, 200)) as message
    from jsonb_array_elements_text(coalesce(part -> 'req', '[]')) as n (name)
    where not value ? n.name
    union all
    select 'dependentRequired/' || replace(replace(d.name, '~', '~0'), '/', '~1'), n.name,
      format('%s is missing, which %s needs', left(n.name, 200), left(d.name, 200))
    from jsonb_each(coalesce(part -> 'dr', '{}')) as d (name, needs)
      cross join lateral jsonb_array_elements_text(d.needs) as n (name)
    where value ? d.name and not value ? n.name
    limit specql_type.json_schema_limit('errors')
  loop
    v_problems := v_problems || specql_type.problem(
      instance_path, schema_path || '/' || v_need.keyword, split_part(v_need.keyword, '/', 1), v_need.message);
  end loop;
  if v_count < (part -> 'min')::integer then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/minProperties', 'minProperties',
      format('must have at least %s properties, not %s', part -> 'min', v_count));
  end if;
  if v_count > (part -> 'max')::integer then
    v_problems := v_problems || specql_type.problem(instance_path, schema_path || '/maxProperties', 'maxProperties',
      format('must have at most %s properties, not %s', part -> 'max', v_count));
  end if;
  return v_problems;
end;
$$;

comment on function specql_type.object_problems(jsonb, jsonb, text, text) is
  'The problems that required, dependentRequired, minProperties and maxProperties have with an object.';
