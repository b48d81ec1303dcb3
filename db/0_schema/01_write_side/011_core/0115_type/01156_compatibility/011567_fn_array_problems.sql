-- 011567  specql_type.array_problems()
-- The keywords of arrays.

create or replace function specql_type.array_problems(
  roots jsonb, narrow jsonb, wide jsonb, rule text, wanted jsonb, place text, strict boolean, trail text[], splits integer
)
  returns table (path text, keyword text, message text)
  language plpgsql
  stable
as $$
declare
  v_prefix constant integer := coalesce(jsonb_array_length(wide #> '{s,prefixItems}'), 0);
  v_facts  record;
  v_longer integer;
  v_least  numeric;
begin
  select f.* into v_facts from specql_type.schema_facts(narrow) as f;
  v_longer := greatest(v_prefix, (
    select max(jsonb_array_length(case jsonb_typeof(n #> '{s,$literal}') when 'array' then n #> '{s,$literal}'
      else coalesce(n #> '{s,prefixItems}', '[]') end))
    from jsonb_array_elements(narrow) as n
  ));
  case rule
  when 'minItems' then
    if coalesce(v_facts.min_items, 0) < (wanted #>> '{}')::numeric then
      return query select place, 'minItems', format('at least %s items are asked for, more than before', wanted);
    end if;
  when 'maxItems' then
    if coalesce(v_facts.max_items, 'infinity') > (wanted #>> '{}')::numeric then
      return query select place, 'maxItems', format('at most %s items are allowed, fewer than before', wanted);
    end if;
  when 'uniqueItems' then
    if wanted = 'true' and not coalesce(v_facts.is_unique, false) and coalesce(v_facts.max_items, 2) > 1
      and specql_type.may_repeat(narrow)
    then
      return query select place, 'uniqueItems', 'items must differ, and could be equal before';
    end if;
  when 'prefixItems', 'items' then
    return query
      select p.*
      from generate_series(
          case rule when 'items' then v_prefix else 0 end, case rule when 'items' then v_longer else v_prefix - 1 end
        ) as i (position)
        cross join lateral specql_type.subset_problems(
          roots, specql_type.item_schemas(roots -> 'n', narrow, i.position),
          jsonb_build_object('b', wide -> 'b', 's', case rule when 'items' then wanted else wanted -> i.position end),
          place || case rule when 'items' then '/items' else '/prefixItems/' || i.position end,
          strict, trail, splits) as p
      where i.position < coalesce(v_facts.max_items, 'infinity');
  when 'contains' then
    v_least := coalesce((wide #>> '{s,minContains}')::numeric, 1);
    if not exists (
        select from jsonb_array_elements(narrow) as n
        where n #> '{s,contains}' = wanted and n #> '{s,minContains}' is not distinct from wide #> '{s,minContains}'
          and n #> '{s,maxContains}' is not distinct from wide #> '{s,maxContains}'
          and specql_type.is_same_text(roots, n -> 'b', wide -> 'b', wanted))
      and (wide -> 's' ? 'maxContains' or (v_least > 0 and (coalesce(v_facts.min_items, 0) < v_least or exists (
        select
        from generate_series(0, least(v_longer, coalesce(v_facts.max_items - 1, v_longer)::integer)) as i (position)
          cross join lateral specql_type.subset_problems(
            roots, specql_type.item_schemas(roots -> 'n', narrow, i.position),
            jsonb_build_object('b', wide -> 'b', 's', wanted), '', strict, trail, splits) as p))))
    then
      return query select place, 'contains', 'cannot be shown compatible: not every list must have had such items';
    end if;
  else
    return query select p.* from specql_type.unknown_problems(roots, narrow, wide, rule, wanted, place) as p;
  end case;
end;
$$;

comment on function specql_type.array_problems(jsonb, jsonb, jsonb, text, jsonb, text, boolean, text[], integer) is
  'As specql_type.keyword_problems(), for the keywords of arrays.';
