-- 01156A  specql_type.name_problems()
-- The keyword propertyNames.

create or replace function specql_type.name_problems(
  roots jsonb, narrow jsonb, wide jsonb, wanted jsonb, place text, trail text[], splits integer
)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_names constant jsonb := (
    select '[{"b": "", "s": {"type": "string"}}]'::jsonb || coalesce(jsonb_agg(f), '[]')
    from jsonb_array_elements(narrow) as n
      cross join lateral jsonb_array_elements(specql_type.flat_schemas(
        roots -> 'n', jsonb_build_object('b', n -> 'b', 's', n #> '{s,propertyNames}'))) as f
    where n -> 's' ? 'propertyNames'
  );
  v_wide  constant jsonb := jsonb_build_object('b', wide -> 'b', 's', wanted);
begin
  if not exists (select from specql_type.subset_problems(roots, v_names, v_wide, '', true, trail, splits)) then
    return;
  end if;
  -- Where the object is closed, its names are known one by one.
  if exists (
    select from specql_type.named_schemas(roots -> 'n', narrow) as k
    where k.kind <> 'name' and cardinality((specql_type.schema_facts(k.nodes)).types) > 0
  ) then
    return query select place, 'propertyNames', 'cannot be shown compatible: properties could have other names before';
    return;
  end if;
  return query
    select place || '/properties/' || specql_type.pointer_step(k.name), 'propertyNames',
      format('a property cannot be called %s any more', quote_literal(k.name))
    from specql_type.named_schemas(roots -> 'n', narrow) as k
    where k.kind = 'name' and exists (
      select from specql_type.subset_problems(
        roots, specql_type.literal_nodes(to_jsonb(k.name)), v_wide, '', true, trail, splits));
end;
$$;

comment on function specql_type.name_problems(jsonb, jsonb, jsonb, jsonb, text, text[], integer) is
  'As specql_type.keyword_problems(), for propertyNames.';
