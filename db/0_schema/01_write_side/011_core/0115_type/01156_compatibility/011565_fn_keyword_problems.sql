-- 011565  specql_type.keyword_problems()
-- One keyword of the wider schema against all that is known of the narrower.

create or replace function specql_type.keyword_problems(
  roots jsonb, narrow jsonb, wide jsonb, rule text, wanted jsonb, place text, strict boolean, trail text[], splits integer
)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_kind   constant text := specql_type.keyword_kind(rule);
  v_facts  record;
  v_reason text;
  v_target jsonb;
begin
  if v_kind = 'note' then
    return;
  end if;
  select f.* into v_facts from specql_type.schema_facts(narrow) as f;
  -- A rule for strings says nothing of numbers.
  if v_kind = 'number' and not v_facts.types && '{integer,fraction}' or v_kind in ('string', 'array', 'object')
    and v_kind <> all (v_facts.types)
  then
    return;
  end if;
  case
  when v_kind in ('value', 'number', 'string') then
    v_reason := specql_type.value_rule_problem(narrow, rule, wanted);
    if v_reason is not null then
      return query select place, rule, v_reason;
    end if;
  when v_kind = 'object' then
    return query select p.* from specql_type.object_problems(
      roots, narrow, wide, rule, wanted, place, strict, trail, splits) as p;
  when v_kind = 'array' then
    return query select p.* from specql_type.array_problems(
      roots, narrow, wide, rule, wanted, place, strict, trail, splits) as p;
  when rule = '$ref' then
    v_target := specql_type.resolved_reference(roots -> 'w', wide ->> 'b', wanted #>> '{}');
    if v_target is not null then
      return query select p.* from specql_type.subset_problems(
        roots, narrow, v_target, place, strict, trail, splits) as p;
    else
      return query select p.* from specql_type.unknown_problems(roots, narrow, wide, rule, wanted, place) as p;
    end if;
  when rule = 'allOf' then
    return query
      select p.*
      from jsonb_array_elements(wanted) as a
        cross join lateral specql_type.subset_problems(
          roots, narrow, jsonb_build_object('b', wide -> 'b', 's', a), place, strict, trail, splits) as p;
  when v_kind = 'choice' then
    return query select p.* from specql_type.choice_problems(
      roots, narrow, wide, rule, wanted, place, strict, trail, splits) as p;
  else
    return query select p.* from specql_type.unknown_problems(roots, narrow, wide, rule, wanted, place) as p;
  end case;
end;
$$;

comment on function specql_type.keyword_problems(jsonb, jsonb, jsonb, text, jsonb, text, boolean, text[], integer) is
  'As specql_type.subset_problems(), for one keyword of the wider schema.';
