-- 01156B  specql_type.dependent_problems()
-- What one property asks of the others.

create or replace function specql_type.dependent_problems(
  roots jsonb, narrow jsonb, wide jsonb, rule text, wanted jsonb, place text, strict boolean, trail text[], splits integer
)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_required constant text[] := (select f.required from specql_type.schema_facts(narrow) as f);
  v_entry    record;
  v_known    record;
begin
  if rule not in ('dependentRequired', 'dependentSchemas') then
    return query select p.* from specql_type.unknown_problems(
      roots, narrow, wide, rule, wanted, place) as p;
    return;
  end if;
  for v_entry in select e.key, e.value as needed from jsonb_each(wanted) as e order by e.key loop
    select k.* into v_known from specql_type.property_schemas(roots -> 'n', narrow, v_entry.key) as k;
    -- It cannot be there, or by the lenient rule it is not.
    continue when cardinality((specql_type.schema_facts(v_known.nodes)).types) = 0
      or (not strict and not v_known.is_named and v_entry.key <> all (v_required));
    continue when exists (
      select from jsonb_array_elements(narrow) as n
      where n -> 's' -> rule -> v_entry.key = v_entry.needed
        and specql_type.is_same_text(roots, n -> 'b', wide -> 'b', v_entry.needed));
    if rule = 'dependentRequired' then
      return query
        select place, 'dependentRequired',
          format('with %s the property %s is required, and was not before', quote_literal(v_entry.key), quote_literal(r.name))
        from jsonb_array_elements_text(v_entry.needed) as r (name)
        where r.name <> all (v_required) and not exists (
          select from jsonb_array_elements(narrow) as n where n #> array['s', 'dependentRequired', v_entry.key] ? r.name);
    else
      return query select p.* from specql_type.subset_problems(
        roots, narrow, jsonb_build_object('b', wide -> 'b', 's', v_entry.needed),
        place || '/dependentSchemas/' || specql_type.pointer_step(v_entry.key), strict, trail, splits) as p;
    end if;
  end loop;
end;
$$;

comment on function specql_type.dependent_problems(jsonb, jsonb, jsonb, text, jsonb, text, boolean, text[], integer) is
  'As specql_type.keyword_problems(), for dependentRequired and dependentSchemas.';
