-- 011587  specql_type.property_schemas()
-- What schemas say of a property.

create or replace function specql_type.property_schemas(
  root jsonb, narrow jsonb, property text, out nodes jsonb, out is_named boolean
)
  language plpgsql
  immutable
as $$
declare
  v_node jsonb;
  s      jsonb;
begin
  nodes := '[]';
  is_named := false;
  for v_node in select n from jsonb_array_elements(narrow) as n loop
    s := v_node -> 's';
    if s ? '$literal' then
      is_named := true;
      nodes := nodes || case when jsonb_typeof(s -> '$literal') = 'object' and s -> '$literal' ? property
        then specql_type.literal_nodes(s -> '$literal' -> property) else '[{"b": "", "s": false}]' end;
      continue;
    end if;
    if s -> 'properties' ? property then
      is_named := true;
      nodes := nodes || specql_type.flat_schemas(root, jsonb_build_object('b', v_node -> 'b', 's', s -> 'properties' -> property));
    end if;
    select nodes || coalesce(jsonb_agg(f), '[]'), is_named or count(*) > 0
    into nodes, is_named
    from jsonb_each(coalesce(s -> 'patternProperties', '{}')) as e
      cross join lateral jsonb_array_elements(
        specql_type.flat_schemas(root, jsonb_build_object('b', v_node -> 'b', 's', e.value))) as f
    where coalesce(specql_type.name_matches(e.key, property), false);
    -- Whether an unreadable pattern takes the name out of the rest is not known: then the rest says nothing of it.
    if s ? 'additionalProperties' and not coalesce(s -> 'properties', '{}') ? property and not exists (
      select from jsonb_object_keys(coalesce(s -> 'patternProperties', '{}')) as k (pattern)
      where coalesce(specql_type.name_matches(k.pattern, property), true)
    ) then
      is_named := is_named or s -> 'additionalProperties' not in ('true', '{}');
      nodes := nodes || specql_type.flat_schemas(
        root, jsonb_build_object('b', v_node -> 'b', 's', s -> 'additionalProperties'));
    end if;
  end loop;
end;
$$;

comment on function specql_type.property_schemas(jsonb, jsonb, text) is
  'The nodes that a property must satisfy, and whether any schema names it (by properties, patternProperties, or a schema for the rest).';
