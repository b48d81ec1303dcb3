-- 011588  specql_type.named_schemas()
-- Which properties schemas name.

create or replace function specql_type.named_schemas(root jsonb, narrow jsonb)
  returns table (kind text, name text, nodes jsonb, is_explicit boolean)
  language plpgsql
  immutable
as $$
begin
  return query
    select 'name', p.name, k.nodes, true
    from (
      select distinct e.name
      from jsonb_array_elements(narrow) as n
        cross join lateral jsonb_object_keys(case jsonb_typeof(n #> '{s,$literal}') when 'object' then n #> '{s,$literal}'
          else coalesce(n #> '{s,properties}', '{}') end) as e (name)
    ) as p
      cross join lateral specql_type.property_schemas(root, narrow, p.name) as k;
  if narrow #> '{0,s}' ? '$literal' then
    return;
  end if;
  return query
    select 'pattern', e.key, specql_type.flat_schemas(root, jsonb_build_object('b', n -> 'b', 's', e.value)), true
    from jsonb_array_elements(narrow) as n
      cross join lateral jsonb_each(coalesce(n #> '{s,patternProperties}', '{}')) as e;
  return query
    select 'rest', null::text,
      coalesce(jsonb_agg(f) filter (where f is not null), '[]'),
      coalesce(bool_or(n #> '{s,additionalProperties}' not in ('true', '{}')), false)
    from jsonb_array_elements(narrow) as n
      left join lateral jsonb_array_elements(specql_type.flat_schemas(
        root, jsonb_build_object('b', n -> 'b', 's', n #> '{s,additionalProperties}'))) as f
        on n -> 's' ? 'additionalProperties';
end;
$$;

comment on function specql_type.named_schemas(jsonb, jsonb) is
  'One row for each property that the schemas name, for each pattern, and for the rest.';
