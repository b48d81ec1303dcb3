-- 031261  app.search_patterns()
-- The patterns nearest to a vector.

create or replace function app.search_patterns(
  query_embedding    real[],
  "limit"            integer default 10,
  category           text default null,
  with_tags          text[] default '{}',
  include_deprecated boolean default false,
  provider           text default null,
  provider_version   text default null
)
  returns setof app.pattern_matches
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
declare
  v_embedding constant real[] := specql_pattern.checked_embedding(query_embedding, 'query_embedding');
  v_condition constant text := specql_pattern.filter_condition(category, with_tags, include_deprecated);
begin
  return query
    select
      v.id, v.pattern_name, v.pattern_category, v.description, v.parameters, v.implementation, v.tags, v.icon,
      v.usage_count, v.popularity, v.deprecated, v.deprecated_reason, v.replacement_name,
      n.distance, null::double precision, null::integer, null::integer, null::integer, null::integer
    from specql_pattern.nearest(
      query_embedding => v_embedding,
      provider => specql_pattern.chosen_provider(v_embedding, provider, provider_version),
      condition => v_condition,
      wanted => specql_pattern.checked_limit("limit")
    ) as n
    join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = n.pattern
    join app.patterns as v on v.id = p.id
    order by n.distance, n.pattern;
end;
$$;

comment on function app.search_patterns(real[], integer, text, text[], boolean, text, text) is
  'The patterns whose vectors are nearest to the one given, by cosine distance: as many as the limit says, or all '
  'that the filters let through. with_tags asks for all of these tags; deprecated patterns are left out unless '
  'include_deprecated. Only vectors of one provider are compared: that of app.embed_text() for its own, else the one '
  'named, else the library''s. SG102, SG160, SG161, SG162: the vector. SG163, SG263: the provider. SG165: the limit. '
  'SG262: no such category.';

grant execute on function app.search_patterns(real[], integer, text, text[], boolean, text, text) to specql_reader;
