-- 011564  specql_type.subset_problems()
-- Why not every value that is valid by one schema is valid by another.

create or replace function specql_type.subset_problems(
  roots jsonb, narrow jsonb, wide jsonb, place text, strict boolean, trail text[], splits integer
)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_schema   constant jsonb := wide -> 's';
  v_key      constant text := md5(narrow::text || '|' || wide::text || (roots -> 'n' = roots -> 'w')::text || strict::text);
  v_trail    constant text[] := trail || v_key;
  v_facts    record;
  v_problems jsonb := '[]';
begin
  -- A pair that is being compared already further up: if the rest holds, it holds.
  if v_schema in ('true', '{}') or v_key = any (trail) then
    return;
  end if;
  perform specql_type.count_comparison(cardinality(v_trail));
  select f.* into v_facts from specql_type.schema_facts(narrow) as f;
  if cardinality(v_facts.types) = 0 or specql_type.is_same_schema(roots, narrow, wide) then
    return;
  end if;
  if v_schema = 'false' then
    return query select place, 'false', 'nothing is valid here, but something was';
    return;
  end if;

  if v_facts.values is not null and not narrow #> '{0,s}' ? '$literal' and jsonb_array_length(v_facts.values) <= 1000 then
    -- A list of values is compared value by value.
    return query
      select distinct p.path, p.keyword, p.message
      from jsonb_array_elements(v_facts.values) as a
        cross join lateral specql_type.subset_problems(
          roots, specql_type.literal_nodes(a), wide, place, strict, v_trail, splits) as p
      where not exists (
        -- What the other rules on this side refuse anyway need not be valid on the other.
        select
        from jsonb_array_elements(narrow) as n
          cross join lateral specql_type.subset_problems(
            jsonb_build_object('n', roots -> 'n', 'w', roots -> 'n'), specql_type.literal_nodes(a),
            jsonb_build_object('b', n -> 'b', 's', case when n -> 's' = 'false' then 'false'
              -- A rule that is not decided exactly refuses nothing here.
              else (n -> 's') - '{$types,format,pattern,not,contains,if,oneOf,unevaluatedProperties,unevaluatedItems}'::text[] end),
            '', true, v_trail, splits) as r
      );
    return;
  end if;

  select coalesce(jsonb_agg(to_jsonb(p)), '[]')
  into v_problems
  from jsonb_each(v_schema) as k
    cross join lateral specql_type.keyword_problems(
      roots, narrow, wide, k.key, k.value, place, strict, v_trail, splits
    ) as p;
  if v_problems <> '[]' and splits < 4 and specql_type.holds_in_each_branch(roots, narrow, wide, strict, v_trail, splits) then
    return;
  end if;
  return query select p.path, p.keyword, p.message from jsonb_to_recordset(v_problems) as p (path text, keyword text, message text);
end;
$$;

comment on function specql_type.subset_problems(jsonb, jsonb, jsonb, text, boolean, text[], integer) is
  'One row for each rule of wide (a node of roots.w) that a value valid by all of narrow (nodes of roots.n) can break, or cannot be '
  'shown to keep. strict: properties that an open object does not name count as present. Sound, not complete: no row means that '
  'there is no such value.';
