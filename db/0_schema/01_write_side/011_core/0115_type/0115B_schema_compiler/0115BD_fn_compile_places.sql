-- 0115BD  specql_type.compile_places()
-- All compiled schemas of a schema's places, in their order.

create or replace function specql_type.compile_places(
  places         specql_type.schema_place[],
  documents      jsonb,
  assert_formats boolean
)
  returns jsonb
  language plpgsql
  immutable
  -- Places are many and their number is not known to the planner.
  set enable_nestloop = off
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    with place as materialized (
      select p.*
      from unnest(places) with ordinality as p (document, pointer, parent, keyword, name, base, is_resource, level, schema, number)
    ), dialect as materialized (
      select p.document, specql_type.vocabularies_of(p.schema ->> '$schema', documents) as vocabularies
      from place as p
      where p.pointer = ''
    ), reference as materialized (
      select r.place, r.keyword, r.target,
        case when r.keyword = '$dynamicRef' and t.schema ->> '$dynamicAnchor' = r.fragment then r.fragment end as dynamic_name
      from specql_type.schema_references(places) as r
        join place as t on t.number = r.target
    ), scope as (
      -- Which resource a place belongs to matters only where a reference is dynamic.
      select r.base, min(r.number) as number
      from place as r
      where exists (select from reference as d where d.dynamic_name is not null)
      group by r.base
    ), child as materialized (
      select p.number as parent, c.keyword, coalesce(c.name, '') as name, c.number
      from place as c
        join place as p on p.document = c.document and p.pointer = c.parent
      union all
      select r.place, r.keyword, '', r.target from reference as r
    ), bare as materialized (
      select p.number, p.schema, d.vocabularies
      from place as p
        join dialect as d on d.document = p.document
        left join (select distinct c.parent from child as c) as c on c.parent = p.number
      where c.parent is null
    ), shape as materialized (
      -- Most leaves look like others, and compiling is the dear part.
      select b.schema, b.vocabularies, case
          -- The plainest of all, and the most frequent.
          when b.schema ?| '{pattern,const,enum,format,minItems,maxItems,uniqueItems,minProperties,maxProperties,required,dependentRequired,multipleOf,exclusiveMinimum,exclusiveMaximum,prefixItems,properties,patternProperties,allOf,anyOf,oneOf,dependentSchemas}'
            or jsonb_typeof(b.schema) <> 'object' or 'validation' <> all (b.vocabularies) then
            specql_type.compile_place(b.schema, '{}', b.vocabularies, assert_formats, null)
          else jsonb_strip_nulls(jsonb_build_object(
            't', case jsonb_typeof(b.schema -> 'type') when 'string' then jsonb_build_array(b.schema -> 'type') else b.schema -> 'type' end,
            's', case when b.schema ?| '{minLength,maxLength}' then jsonb_build_object(
              'min', least((b.schema -> 'minLength')::numeric, case when b.schema ? 'minLength' then 2147483647 end)::integer,
              'max', least((b.schema -> 'maxLength')::numeric, case when b.schema ? 'maxLength' then 2147483647 end)::integer) end,
            'n', case when b.schema ?| '{minimum,maximum}' then jsonb_build_object(
              'min', b.schema -> 'minimum', 'max', b.schema -> 'maximum') end
          ))
        end as node
      from (select distinct b.schema, b.vocabularies from bare as b) as b
    ), leaf as materialized (
      -- Small ones stand in each schema that leads to them; larger ones stand once.
      select b.number, h.node, pg_column_size(h.node) <= 300 as is_small
      from bare as b
        join shape as h on h.schema = b.schema and h.vocabularies = b.vocabularies
    ), child_link as materialized (
      select c.parent, c.keyword, c.name, coalesce(l.node, to_jsonb(c.number)) as link
      from child as c
        left join (select l.number, l.node from leaf as l where l.is_small) as l on l.number = c.number
    ), keyword_link as (
      select c.parent, c.keyword,
        jsonb_object_agg(c.name, c.link)
          || coalesce(max(jsonb_build_object('name', r.dynamic_name)::text) filter (where r.dynamic_name is not null), '{}')::jsonb as links
      from child_link as c
        left join reference as r on r.place = c.parent and r.keyword = c.keyword and c.keyword = '$dynamicRef'
      group by c.parent, c.keyword
    ), link as materialized (
      select k.parent, jsonb_object_agg(k.keyword, k.links) as links from keyword_link as k group by k.parent
    )
    select jsonb_build_array(jsonb_build_object(
        'specql', 'json-schema/1',
        'places', cardinality(places),
        'dynamic', (
          select jsonb_object_agg(x.number, x.anchors)
          from (
            select s.number, jsonb_object_agg(p.schema ->> '$dynamicAnchor', p.number) as anchors
            from place as p join scope as s on s.base = p.base
            where p.schema ? '$dynamicAnchor'
            group by s.number
          ) as x
        )
      ))
      || jsonb_agg(case
          when l.number is null then specql_type.compile_place(p.schema, coalesce(k.links, '{}'), d.vocabularies, assert_formats, s.number)
          -- A small leaf stands in its parent; only the root and what dynamic references may find are looked up.
          when not l.is_small or p.number = 1 or p.schema ? '$dynamicAnchor' then l.node
        end order by p.number)
    from place as p
      join dialect as d on d.document = p.document
      left join leaf as l on l.number = p.number
      left join link as k on k.parent = p.number
      left join scope as s on s.base = p.base
  );
end;
$$;

comment on function specql_type.compile_places(specql_type.schema_place[], jsonb, boolean) is
  'The compiled form: an array whose first element says what it is and where dynamic anchors are, followed by one compiled schema '
  'for each place, null where it stands in others. SG142, SG145.';
