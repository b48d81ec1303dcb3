-- 0115AA  specql_type.schema_references()
-- Where each reference among places points.

create or replace function specql_type.schema_references(places specql_type.schema_place[])
  returns table (place bigint, keyword text, uri text, resource text, fragment text, is_known boolean, root bigint, target bigint)
  language plpgsql
  immutable
  -- Places are many and their number is not known to the planner.
  set enable_nestloop = off
  set jit = off
  set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
  with place as materialized (
    select p.*
    from unnest(places) with ordinality as p (document, pointer, parent, keyword, name, base, is_resource, level, schema, number)
  ), resource as materialized (
    select distinct on (r.uri) r.uri, r.number, r.document, r.pointer
    from (
      select p.base as uri, p.number, p.document, p.pointer from place as p where p.is_resource
      union all
      -- A document answers to the URI that it was found under too.
      select p.document, p.number, p.document, p.pointer from place as p where p.is_resource and p.pointer = ''
    ) as r
    order by r.uri, r.number
  ), anchor as materialized (
    select distinct on (p.base, a.name) p.base, a.name, p.number
    from place as p cross join lateral (values (p.schema ->> '$anchor'), (p.schema ->> '$dynamicAnchor')) as a (name)
    where a.name is not null
    order by p.base, a.name, p.number
  ), reference as materialized (
    select p.number, w.keyword, u.uri,
      split_part(u.uri, '#', 1) as resource,
      specql_type.percent_decoded(substr(u.uri, length(split_part(u.uri, '#', 1)) + 2)) as fragment
    from place as p
      cross join lateral (values ('$ref', p.schema -> '$ref'), ('$dynamicRef', p.schema -> '$dynamicRef')) as w (keyword, reference)
      cross join lateral specql_type.resolve_uri(p.base, w.reference #>> '{}') as u (uri)
    where jsonb_typeof(w.reference) = 'string'
  )
  select r.number, r.keyword, r.uri, r.resource, r.fragment, s.number is not null, s.number,
    case
      when r.fragment = '' then s.number
      when starts_with(r.fragment, '/') then t.number
      else a.number
    end
  from reference as r
    left join resource as s on s.uri = r.resource
    left join place as t on t.document = s.document and t.pointer = s.pointer || r.fragment
    left join place as b on b.number = s.number
    left join anchor as a on a.base = b.base and a.name = r.fragment;
end;
$$;

comment on function specql_type.schema_references(specql_type.schema_place[]) is
  'Each $ref and $dynamicRef: the place that holds it (counted from 1), the URI it means and its two parts, whether that resource '
  'is among the places and which is its root, and the place it points to, null where that is not known yet.';
