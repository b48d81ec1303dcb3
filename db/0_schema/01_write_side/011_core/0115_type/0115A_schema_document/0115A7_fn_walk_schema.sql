-- 0115A7  specql_type.walk_schema()
-- All schemas within a schema, each with its place.

create or replace function specql_type.walk_schema(document text, pointer text, base text, schema jsonb)
  returns setof specql_type.schema_place
  language plpgsql
  immutable
as $$
#variable_conflict use_column
begin
  return query
  with recursive place as (
    select
      walk_schema.pointer as pointer,
      null::text as parent,
      null::text as keyword,
      null::text as name,
      case when jsonb_typeof(walk_schema.schema -> '$id') = 'string'
        then split_part(specql_type.resolve_uri(walk_schema.base, walk_schema.schema ->> '$id'), '#', 1)
        else walk_schema.base end as base,
      walk_schema.pointer = '' or coalesce(jsonb_typeof(walk_schema.schema -> '$id') = 'string', false) as is_resource,
      0 as level,
      walk_schema.schema as schema
    union all
    select
      p.pointer || '/' || k.key || coalesce('/' || replace(replace(c.name, '~', '~0'), '/', '~1'), ''),
      p.pointer,
      k.key,
      c.name,
      case when jsonb_typeof(c.schema -> '$id') = 'string'
        then split_part(specql_type.resolve_uri(p.base, c.schema ->> '$id'), '#', 1)
        else p.base end,
      coalesce(jsonb_typeof(c.schema -> '$id') = 'string', false),
      p.level + 1,
      c.schema
    from place as p
      cross join lateral jsonb_each(case jsonb_typeof(p.schema) when 'object' then p.schema else '{}' end) as k (key, value)
      cross join lateral (
        select null::text as name, k.value as schema
        where k.key = any ('{additionalProperties,propertyNames,items,contains,not,if,then,else,unevaluatedItems,unevaluatedProperties,contentSchema}')
        union all
        select (e.position - 1)::text, e.value
        from jsonb_array_elements(case when jsonb_typeof(k.value) = 'array' then k.value else '[]' end)
          with ordinality as e (value, position)
        where k.key = any ('{allOf,anyOf,oneOf,prefixItems}')
        union all
        select m.key, m.value
        from jsonb_each(case when jsonb_typeof(k.value) = 'object' then k.value else '{}' end) as m (key, value)
        where k.key = any ('{properties,patternProperties,dependentSchemas,$defs,definitions}')
      ) as c
    -- One level more than is allowed, so that whoever asks can see that it is too deep.
    where p.level <= specql_type.json_schema_limit('schema_depth')
      and k.key = any ('{additionalProperties,propertyNames,items,contains,not,if,then,else,unevaluatedItems,unevaluatedProperties,contentSchema,allOf,anyOf,oneOf,prefixItems,properties,patternProperties,dependentSchemas,$defs,definitions}')
  )
  select walk_schema.document, p.pointer, p.parent, p.keyword, p.name, p.base, p.is_resource, p.level, p.schema
  from place as p
  -- One more than is allowed, likewise; the recursion ends with the last row that is asked for.
  limit specql_type.json_schema_limit('schema_places') + 1;
end;
$$;

comment on function specql_type.walk_schema(text, text, text, jsonb) is
  'The schema that stands at the pointer, and every schema that a keyword of draft 2020-12 holds within it. What stands under '
  'other keywords, or in const, enum and the like, is data.';
