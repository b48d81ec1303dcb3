-- 0115EC  specql_type.evaluate_object()
-- The part of evaluate_value() for objects.

create or replace function specql_type.evaluate_object(
  compiled      jsonb,
  part          jsonb,
  value         jsonb,
  instance_path text,
  schema_path   text,
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
  v_sum     specql_type.outcome := row(steps, specql_type.object_problems(part, value, instance_path, schema_path), '{}', '{}');
  v_one     specql_type.outcome;
  v_name    text;
  v_item    jsonb;
  v_path    text;
  v_use     record;
  v_matched boolean;
begin
  for v_name, v_item in select e.name, e.item from jsonb_each(value) as e (name, item) loop
    v_path := instance_path || '/' || replace(replace(v_name, '~', '~0'), '/', '~1');
    v_matched := false;
    for v_use in
      select 'properties' as keyword, v_name as name, part -> 'p' -> v_name as link where part -> 'p' ? v_name
      union all
      select 'patternProperties', q.entry ->> 2, q.entry -> 1
      from jsonb_array_elements(coalesce(part -> 'pp', '[]')) as q (entry)
      where v_name ~ (q.entry -> 0 ->> 're') collate "und-x-icu"
    loop
      v_matched := true;
      v_one := specql_type.evaluate_value(
        compiled, v_use.link, v_item, v_path,
        schema_path || '/' || v_use.keyword || '/' || replace(replace(v_use.name, '~', '~0'), '/', '~1'),
        v_use.keyword, scope, false, v_sum.steps, depth
      );
      v_sum := specql_type.merged_outcomes(v_sum, v_one);
    end loop;
    if not v_matched and part ? 'ap' then
      v_matched := true;
      v_one := specql_type.evaluate_value(
        compiled, part -> 'ap', v_item, v_path, schema_path || '/additionalProperties', 'additionalProperties', scope, false,
        v_sum.steps, depth
      );
      v_sum := specql_type.merged_outcomes(v_sum, v_one);
    end if;
    if v_matched and collect then
      v_sum.names := v_sum.names || v_name;
    end if;
    if part ? 'names' then
      v_one := specql_type.evaluate_value(
        compiled, part -> 'names', to_jsonb(v_name), v_path, schema_path || '/propertyNames', 'propertyNames', scope, false,
        v_sum.steps, depth
      );
      v_sum := specql_type.merged_outcomes(v_sum, v_one);
    end if;
  end loop;

  for v_use in
    select d.name, d.link from jsonb_each(coalesce(part -> 'ds', '{}')) as d (name, link) where value ? d.name
  loop
    v_one := specql_type.evaluate_value(
      compiled, v_use.link, value, instance_path,
      schema_path || '/dependentSchemas/' || replace(replace(v_use.name, '~', '~0'), '/', '~1'),
      'dependentSchemas', scope, collect, v_sum.steps, depth
    );
    v_sum := specql_type.merged_outcomes(v_sum, v_one);
  end loop;
  return v_sum;
end;
$$;

comment on function specql_type.evaluate_object(jsonb, jsonb, jsonb, text, text, bigint[], boolean, integer, integer) is
  'As evaluate_value(), for an object and what a compiled schema asks of objects.';
