-- 031262  app.similar_patterns()
-- The patterns most like one that is there.

create or replace function app.similar_patterns(
  pattern_name       text,
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
  v_pk        constant bigint := specql_pattern.found_domain_pattern(similar_patterns.pattern_name);
  v_condition constant text := specql_pattern.filter_condition(category, with_tags, include_deprecated)
    || format(' and p.pk_domain_pattern <> %s', v_pk);
  v_wanted    constant integer := specql_pattern.checked_limit("limit");
  v_provider  bigint;
  v_embedding real[];
begin
  if provider is not null then
    v_provider := specql_pattern.found_embedding_provider(provider, provider_version);
  end if;
  -- The provider that has embedded most of the others, so that none is missing; of several, the one that came last,
  -- which may be a model that knows more.
  select e.fk_embedding_provider, e.embedding::real[]
  into v_provider, v_embedding
  from specql_pattern.tb_pattern_embedding as e
  where e.fk_domain_pattern = v_pk and (v_provider is null or e.fk_embedding_provider = v_provider)
  order by (
    select count(*)
    from (
      select from specql_pattern.tb_pattern_embedding as o where o.fk_embedding_provider = e.fk_embedding_provider
      limit 1001
    ) as few
  ) desc, e.fk_embedding_provider desc
  limit 1;
  if not found then
    raise exception using
      errcode = 'SG263',
      message = format('the pattern %s has no vector of this provider', quote_literal(similar_patterns.pattern_name)),
      hint = 'app.pattern_embeddings says which it has.',
      column = 'provider';
  end if;

  return query
    select
      v.id, v.pattern_name, v.pattern_category, v.description, v.parameters, v.implementation, v.tags, v.icon,
      v.usage_count, v.popularity, v.deprecated, v.deprecated_reason, v.replacement_name,
      n.distance, null::double precision, null::integer, null::integer, null::integer, null::integer
    from specql_pattern.nearest(
      query_embedding => v_embedding, provider => v_provider, condition => v_condition, wanted => v_wanted
    ) as n
    join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = n.pattern
    join app.patterns as v on v.id = p.id
    order by n.distance, n.pattern;
end;
$$;

comment on function app.similar_patterns(text, integer, text, text[], boolean, text, text) is
  'The other patterns by the distance of their vectors from this one''s: of the provider that is named, else of '
  'the one that has embedded most patterns. SG165: the limit. SG261: no such pattern. SG262: no such category. SG263: no such '
  'provider.';

grant execute on function app.similar_patterns(text, integer, text, text[], boolean, text, text) to specql_reader;
