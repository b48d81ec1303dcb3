-- 0112FD  specql_pattern.pattern_parts()
-- Fills each of several domain patterns.

create or replace function specql_pattern.pattern_parts(specs jsonb, entity text default null)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_spec  record;
  v_part  record;
  v_parts jsonb := '[]';
begin
  if jsonb_typeof(specs) is distinct from 'object' and jsonb_typeof(specs) is distinct from 'array' then
    raise exception using
      errcode = 'SG112', message = 'the patterns must be a list of {pattern, parameters}', column = 'specs';
  end if;
  for v_spec in
    select e.position as place, coalesce(e.value ->> 'pattern', e.value ->> 'pattern_name', e.value #>> '{}') as name,
      coalesce(e.value -> 'parameters', '{}') as parameters, jsonb_typeof(e.value) as type
    from jsonb_array_elements(case jsonb_typeof(specs) when 'array' then specs else '[]' end) with ordinality as e (value, position)
    union all
    select row_number() over (order by e.key), e.key, e.value, 'object'
    from jsonb_each(case jsonb_typeof(specs) when 'object' then specs else '{}' end) as e
    order by 1
  loop
    if v_spec.place > 50 or v_spec.type not in ('object', 'string') or jsonb_typeof(v_spec.parameters) not in ('object', 'null') then
      raise exception using
        errcode = 'SG112',
        message = case when v_spec.place > 50 then 'at most 50 patterns are composed'
          else format('pattern %s must be {pattern, parameters}', v_spec.place) end,
        hint = 'For example [{"pattern": "audit_trail", "parameters": {"entity": "Order"}}].', column = 'specs';
    end if;
    select r.*
    into v_part
    from specql_pattern.pattern_result(
      pattern => specql_pattern.found_domain_pattern(v_spec.name, 'specs'),
      parameters => case when entity is null then '{}'::jsonb else jsonb_build_object('entity', entity) end
        || case jsonb_typeof(v_spec.parameters) when 'object' then v_spec.parameters else '{}' end
    ) as r;
    v_parts := v_parts || jsonb_build_object(
      'pattern', v_part.pattern_name, 'hash', v_part.hash, 'parameters', v_part.effective, 'result', v_part.result,
      'notes', to_jsonb(v_part.notes));
  end loop;
  return v_parts;
end;
$$;

comment on function specql_pattern.pattern_parts(jsonb, text) is
  'A list of {pattern, hash, parameters, result, notes}, in the order of the specs. entity: a parameter for each that does not give it.';
