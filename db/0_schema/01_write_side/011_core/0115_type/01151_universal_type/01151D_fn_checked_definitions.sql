-- 01151D  specql_type.checked_definitions()
-- The definitions of types, one or a list, in their form.

create or replace function specql_type.checked_definitions(definitions jsonb)
  returns table (ordinal bigint, definition jsonb)
  language plpgsql
  immutable
as $$
declare
  v_problem record;
begin
  if definitions is null or definitions in ('null', '[]') then
    raise exception using
      errcode = 'SG102', message = 'definitions is missing', hint = 'Give a definition or a list of them.', column = 'definitions';
  end if;
  select d.place, case
      when jsonb_typeof(d.definition) <> 'object' then 'it is no object'
      when jsonb_typeof(coalesce(d.definition -> 'aliases', '[]')) <> 'array' then 'aliases is no list'
      when jsonb_typeof(coalesce(d.definition -> 'mappings', '{}')) <> 'object' then 'mappings is no object'
      when jsonb_typeof(coalesce(d.definition -> 'is_rich_type', 'false')) <> 'boolean' then 'is_rich_type is neither true nor false'
      else 'it has the unknown key ' || quote_literal(left(u.key, 63))
    end as reason
  into v_problem
  from (
    select case jsonb_typeof(definitions) when 'array' then '/' || (e.position - 1) else '' end as place, e.definition
    from jsonb_array_elements(case jsonb_typeof(definitions) when 'array' then definitions else jsonb_build_array(definitions) end)
      with ordinality as e (definition, position)
  ) as d
    left join lateral (
      select k.key
      from jsonb_object_keys(case jsonb_typeof(d.definition) when 'object' then d.definition else '{}' end) as k (key)
      where k.key not in ('type_name', 'type_category', 'json_schema', 'default_postgres_type', 'is_rich_type', 'description',
        'aliases', 'mappings')
      limit 1
    ) as u on true
  where jsonb_typeof(d.definition) <> 'object' or u.key is not null
    or jsonb_typeof(coalesce(d.definition -> 'aliases', '[]')) <> 'array'
    or jsonb_typeof(coalesce(d.definition -> 'mappings', '{}')) <> 'object'
    or jsonb_typeof(coalesce(d.definition -> 'is_rich_type', 'false')) <> 'boolean'
  limit 1;
  if found then
    raise exception using
      errcode = 'SG112', message = format('definition %s cannot be read', coalesce(nullif(v_problem.place, ''), 'of the type')),
      detail = format('For %s.', v_problem.reason),
      hint = 'A definition has type_name, type_category, json_schema, default_postgres_type, is_rich_type, description, aliases and '
        'mappings.',
      column = 'definitions';
  end if;
  return query
    select e.ordinal, e.definition
    from jsonb_array_elements(case jsonb_typeof(definitions) when 'array' then definitions else jsonb_build_array(definitions) end)
      with ordinality as e (definition, ordinal);
end;
$$;

comment on function specql_type.checked_definitions(jsonb) is
  'One row for each definition. SG102: there is none. SG112: one has the wrong form, and which.';
