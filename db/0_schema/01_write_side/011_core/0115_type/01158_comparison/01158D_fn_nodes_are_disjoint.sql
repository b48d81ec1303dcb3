-- 01158D  specql_type.nodes_are_disjoint()
-- Whether no value is valid by both of two schemas.

create or replace function specql_type.nodes_are_disjoint(
  one_root jsonb, one jsonb, other_root jsonb, other jsonb, depth integer
)
  returns boolean
  language plpgsql
  stable
as $$
declare
  v_one    record;
  v_two    record;
  v_common text[];
begin
  perform specql_type.count_comparison(depth);
  select f.* into v_one from specql_type.schema_facts(one) as f;
  select f.* into v_two from specql_type.schema_facts(other) as f;
  v_common := array(select unnest(v_one.types) intersect select unnest(v_two.types));
  if cardinality(v_common) = 0 then
    return true;
  end if;
  if v_one.values is not null and v_two.values is not null then
    return not exists (
      select from jsonb_array_elements(v_one.values) as a join jsonb_array_elements(v_two.values) as b on a = b);
  end if;
  if v_common <@ '{integer,fraction}' then
    return coalesce(v_one.lowest > v_two.highest or v_two.lowest > v_one.highest, false);
  end if;
  -- Objects that both must have a property, of values that are never the same.
  return v_common = '{object}' and depth < 6 and exists (
    select
    from (select unnest(v_one.required) union select unnest(v_two.required)) as r (name)
    where specql_type.nodes_are_disjoint(
      one_root, (specql_type.property_schemas(one_root, one, r.name)).nodes,
      other_root, (specql_type.property_schemas(other_root, other, r.name)).nodes, depth + 1)
  );
end;
$$;

comment on function specql_type.nodes_are_disjoint(jsonb, jsonb, jsonb, jsonb, integer) is
  'True where no value is valid by all nodes of both sides; false where one may be.';
