-- 01156D  specql_type.holds_for_each_type()
-- Alternatives, looked at type by type.

create or replace function specql_type.holds_for_each_type(
  roots jsonb, narrow jsonb, wide jsonb, keyword text, wanted jsonb, strict boolean, trail text[], splits integer
)
  returns boolean
  language plpgsql
  stable
as $$
declare
  v_types constant text[] := (select f.types from specql_type.schema_facts(narrow) as f);
  v_group text[];
begin
  -- Integers and fractions go together: most schemas speak of numbers.
  if v_types <@ '{integer,fraction}' or cardinality(v_types) = 1 then
    return false;
  end if;
  for v_group in
    select array_agg(t.type) from unnest(v_types) as t (type)
    group by case when t.type in ('integer', 'fraction') then 'number' else t.type end
  loop
    if exists (select from specql_type.subset_problems(
      roots, narrow || jsonb_build_array(jsonb_build_object('b', '', 's', jsonb_build_object('$types', to_jsonb(v_group)))),
      jsonb_build_object('b', wide -> 'b', 's', jsonb_build_object(keyword, wanted)), '', strict, trail, splits + 1))
    then
      return false;
    end if;
  end loop;
  return true;
end;
$$;

comment on function specql_type.holds_for_each_type(jsonb, jsonb, jsonb, text, jsonb, boolean, text[], integer) is
  'Whether the alternatives hold when each type of value is looked at by itself.';
