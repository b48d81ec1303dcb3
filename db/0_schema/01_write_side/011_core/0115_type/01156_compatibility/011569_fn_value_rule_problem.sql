-- 011569  specql_type.value_rule_problem()
-- The keywords of any value, of numbers and of strings.

create or replace function specql_type.value_rule_problem(narrow jsonb, keyword text, wanted jsonb)
  returns text
  language plpgsql
  stable
as $$
declare
  v_number  constant numeric := case when jsonb_typeof(wanted) = 'number' then (wanted #>> '{}')::numeric end;
  v_literal constant jsonb := case when narrow #> '{0,s}' ? '$literal' then narrow #> '{0,s,$literal}' end;
  v_facts   record;
  v_lost    text;
begin
  select f.* into v_facts from specql_type.schema_facts(narrow) as f;
  case keyword
  when 'type' then
    v_lost := (
      select string_agg(distinct case when t.type = 'fraction' and wanted ? 'integer' then 'number with a fraction'
        when t.type in ('integer', 'fraction') then 'number' else t.type end, ', ')
      from unnest(v_facts.types) as t (type)
      where t.type <> all (specql_type.type_set(wanted))
    );
    return 'values of the type ' || v_lost || ' are not allowed any more';
  when 'enum', 'const' then
    if v_facts.values is null then
      return 'only listed values are allowed, and others were before';
    end if;
    v_lost := (
      select string_agg(left(a::text, 40), ', ')
      from jsonb_array_elements(v_facts.values) as a
      where not exists (
        select from jsonb_array_elements(case keyword when 'const' then jsonb_build_array(wanted) else wanted end) as b where a = b
      )
    );
    return 'not allowed any more: ' || v_lost;
  when 'minimum' then
    return case when v_facts.lowest >= v_number then null else format('numbers below %s are not allowed any more', v_number) end;
  when 'exclusiveMinimum' then
    return case when v_facts.lowest > v_number or (v_facts.lowest = v_number and v_facts.above) then null
      else format('numbers down to %s are not allowed any more', v_number) end;
  when 'maximum' then
    return case when v_facts.highest <= v_number then null else format('numbers above %s are not allowed any more', v_number) end;
  when 'exclusiveMaximum' then
    return case when v_facts.highest < v_number or (v_facts.highest = v_number and v_facts.below) then null
      else format('numbers up to %s are not allowed any more', v_number) end;
  when 'multipleOf' then
    return case when exists (select from unnest(v_facts.multiples) as m where mod(m, v_number) = 0)
        or (not 'fraction' = any (v_facts.types) and mod(1, v_number) = 0)
        or mod((v_literal #>> '{}')::numeric, v_number) = 0
      then null else format('numbers that are no multiple of %s are not allowed any more', v_number) end;
  when 'minLength' then
    return case when coalesce(v_facts.min_length, 0) >= v_number then null
      else format('texts shorter than %s are not allowed any more', v_number) end;
  when 'maxLength' then
    return case when v_facts.max_length <= v_number then null
      else format('texts longer than %s are not allowed any more', v_number) end;
  when 'pattern' then
    return case when wanted #>> '{}' = any (v_facts.patterns)
        or specql_type.name_matches(wanted #>> '{}', v_literal #>> '{}')
      then null else 'cannot be shown compatible: texts of another pattern could be written before' end;
  else
    return case when wanted #>> '{}' = any (v_facts.formats)
        or specql_type.name_matches(wanted #>> '{}', v_literal #>> '{}', 'format')
      then null
      else 'cannot be shown compatible: texts of another format could be written before' end;
  end case;
end;
$$;

comment on function specql_type.value_rule_problem(jsonb, text, jsonb) is
  'Why the keyword (of any value, of numbers or of strings) refuses a value that all the nodes let through, or null.';
