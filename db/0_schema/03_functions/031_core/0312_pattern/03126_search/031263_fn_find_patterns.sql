-- 031263  app.find_patterns()
-- The patterns that a question means: by its words, their spelling and its sense.

create or replace function app.find_patterns(
  query              text,
  query_embedding    real[] default null,
  category           text default null,
  "limit"            integer default 10,
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
  v_embedding constant real[] := case
    when query_embedding is not null then specql_pattern.checked_embedding(query_embedding, 'query_embedding')
    else specql_pattern.offline_embedding(specql_pattern.checked_query(find_patterns.query))
  end;
  v_condition constant text := specql_pattern.filter_condition(category, with_tags, include_deprecated);
  v_limit     constant integer := specql_pattern.checked_limit("limit");
begin
  perform specql_pattern.checked_query(find_patterns.query);
  return query
    select
      v.id, v.pattern_name, v.pattern_category, v.description, v.parameters, v.implementation, v.tags, v.icon,
      v.usage_count, v.popularity, v.deprecated, v.deprecated_reason, v.replacement_name,
      f.distance, f.score, f.text_rank, f.synonym_rank, f.trigram_rank, f.vector_rank
    from specql_pattern.fused(
      query => find_patterns.query,
      query_embedding => v_embedding,
      provider => specql_pattern.chosen_provider(v_embedding, provider, provider_version),
      condition => v_condition,
      wanted => v_limit
    ) with ordinality as f
    join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = f.pattern
    join app.patterns as v on v.id = p.id
    order by f.ordinality;
end;
$$;

comment on function app.find_patterns(text, real[], text, integer, text[], boolean, text, text) is
  'The patterns that fit a question best. Four searches are made: full text, the same with synonyms, trigrams of '
  'names and tags, and the nearest vectors; their ranks are fused (reciprocal rank fusion) and returned, so that one sees why a pattern '
  'stands where it stands. Without query_embedding the question gets its offline vector. Quotes, or and a leading '
  'minus mean to the full text what they mean to websearch_to_tsquery. Filters are those of app.search_patterns(). '
  'SG102, SG103: the query. SG160, SG161, SG162: the vector. SG163, SG263: the provider. SG165: the limit. SG262: no '
  'such category.';

grant execute on function app.find_patterns(text, real[], text, integer, text[], boolean, text, text) to specql_reader;
