-- 011566  specql_type.object_problems()
-- The keywords of objects.

create or replace function specql_type.object_problems(
  roots jsonb, narrow jsonb, wide jsonb, rule text, wanted jsonb, place text, strict boolean, trail text[], splits integer
)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_schema constant jsonb := wide -> 's';
  v_facts  record;
  v_entry  record;
  v_known  record;
begin
  select f.* into v_facts from specql_type.schema_facts(narrow) as f;
  case rule
  when 'required' then
    return query
      select place, 'required', format('the property %s is required, and was not before', quote_literal(r.name))
      from jsonb_array_elements_text(wanted) as r (name)
      where r.name <> all (v_facts.required);
  when 'minProperties' then
    if greatest(coalesce(v_facts.min_properties, 0), (select count(distinct r) from unnest(v_facts.required) as r)) < (wanted #>> '{}')::numeric then
      return query select place, 'minProperties', format('at least %s properties are asked for, more than before', wanted);
    end if;
  when 'maxProperties' then
    if coalesce(v_facts.max_properties, specql_type.most_properties(narrow), 'infinity') > (wanted #>> '{}')::numeric then
      return query select place, 'maxProperties', format('at most %s properties are allowed, fewer than before', wanted);
    end if;
  when 'properties' then
    for v_entry in select e.key, e.value as schema from jsonb_each(wanted) as e order by e.key loop
      select k.* into v_known from specql_type.property_schemas(roots -> 'n', narrow, v_entry.key) as k;
      -- The lenient rule: nobody has written a property that the schema does not name.
      continue when not strict and not v_known.is_named and v_entry.key <> all (v_facts.required);
      return query select p.* from specql_type.subset_problems(
        roots, v_known.nodes, jsonb_build_object('b', wide -> 'b', 's', v_entry.schema),
        place || '/properties/' || specql_type.pointer_step(v_entry.key), strict, trail, splits) as p;
    end loop;
  when 'patternProperties' then
    for v_entry in select e.key, e.value as schema from jsonb_each(wanted) as e order by e.key loop
      return query
        select p.*
        from specql_type.named_schemas(roots -> 'n', narrow) as k
          cross join lateral specql_type.subset_problems(
            roots, k.nodes, jsonb_build_object('b', wide -> 'b', 's', v_entry.schema),
            place || '/patternProperties/' || specql_type.pointer_step(v_entry.key), strict, trail, splits) as p
        where case k.kind
          when 'name' then coalesce(specql_type.name_matches(v_entry.key, k.name), true)
          when 'pattern' then true
          else strict or k.is_explicit
        end
        -- Names that the pattern of the same text rules over already.
        and not (k.kind = 'rest' and exists (
          select from jsonb_array_elements(narrow) as n where n #> '{s,patternProperties}' ? v_entry.key))
        and not (k.kind = 'pattern' and k.name <> v_entry.key and specql_type.cannot_overlap(k.name, v_entry.key));
    end loop;
  when 'additionalProperties' then
    return query
      select p.path, case when wanted = 'false' then 'additionalProperties' else p.keyword end,
        case when wanted <> 'false' then p.message
          when k.kind = 'name' then format('the property %s is not allowed any more', quote_literal(k.name))
          when k.kind = 'pattern' then format('properties that match %s are not allowed any more', quote_literal(k.name))
          else 'other properties are not allowed any more' end
      from specql_type.named_schemas(roots -> 'n', narrow) as k
        cross join lateral specql_type.subset_problems(
          roots, k.nodes, jsonb_build_object('b', wide -> 'b', 's', wanted),
          place || case when k.kind = 'name' then '/properties/' || specql_type.pointer_step(k.name)
            else '/additionalProperties' end, strict, trail, splits) as p
      where case k.kind
        when 'name' then not (coalesce(v_schema -> 'properties', '{}') ? k.name) and not exists (
          select from jsonb_object_keys(coalesce(v_schema -> 'patternProperties', '{}')) as q (pattern)
          where coalesce(specql_type.name_matches(q.pattern, k.name), false))
        when 'pattern' then not coalesce(v_schema -> 'patternProperties', '{}') ? k.name
        else true
      end;
  when 'propertyNames' then
    return query select p.* from specql_type.name_problems(roots, narrow, wide, wanted, place, trail, splits) as p;
  else
    return query select p.* from specql_type.dependent_problems(
      roots, narrow, wide, rule, wanted, place, strict, trail, splits) as p;
  end case;
end;
$$;

comment on function specql_type.object_problems(jsonb, jsonb, jsonb, text, jsonb, text, boolean, text[], integer) is
  'As specql_type.keyword_problems(), for the keywords of objects.';
