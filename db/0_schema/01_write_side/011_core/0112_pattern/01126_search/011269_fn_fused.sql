-- 011269  specql_pattern.fused()
-- Four searches made into one: reciprocal rank fusion.

create or replace function specql_pattern.fused(
  query           text,
  query_embedding real[],
  provider        bigint,
  condition       text,
  wanted          integer
)
  returns table (
    pattern      bigint,
    score        double precision,
    text_rank    integer,
    synonym_rank integer,
    trigram_rank integer,
    vector_rank  integer,
    distance     double precision
  )
  language plpgsql
  stable
as $$
#variable_conflict use_column
declare
  v_depth     constant integer := greatest(wanted, 100);
  v_vector    constant double precision := case when provider = 1 then 1 else 4 end;
  v_near      bigint[];
  v_distances double precision[];
begin
  if wanted <= 0 then
    return;
  end if;
  select array_agg(n.pattern order by n.distance, n.pattern), array_agg(n.distance order by n.distance, n.pattern)
  into v_near, v_distances
  from specql_pattern.nearest(
    query_embedding => query_embedding, provider => provider, condition => condition, wanted => v_depth
  ) as n;

  -- Cormack, Clarke and Büttcher 2009: the sum of weight / (k + rank); a source that does not know a pattern adds
  -- nothing. k and the weights were tuned on the labelled set of test/fixtures, see docs/performance.md. The vectors
  -- of a model know synonyms by themselves, which offline ones do not.
  return query
    with near as (
      select n.pattern, n.distance, n.place::integer as place
      from unnest(v_near, v_distances) with ordinality as n (pattern, distance, place)
    ), by_text as (
      select t.pattern, row_number() over (order by t.score desc, t.pattern)::integer as place
      from specql_pattern.full_text_matches(query, condition, v_near, v_depth) as t
    ), by_synonym as (
      select t.pattern, row_number() over (order by t.score desc, t.pattern)::integer as place
      from specql_pattern.word_matches(
        query => query, with_synonyms => true, condition => condition, also => v_near, wanted => v_depth
      ) as t
    ), by_trigram as (
      select t.pattern, row_number() over (order by t.score desc, t.pattern)::integer as place
      from specql_pattern.trigram_matches(query, condition, v_near, v_depth) as t
    )
    select f.pattern,
      coalesce(0.5 / (1 + t.place), 0)::double precision + coalesce(4.0 / (1 + s.place), 0)
        + coalesce(1.5 / (1 + g.place), 0) + coalesce(v_vector / (1 + n.place), 0) as score,
      t.place, s.place, g.place, n.place, n.distance
    from (
      select near.pattern from near union select by_text.pattern from by_text
      union select by_synonym.pattern from by_synonym union select by_trigram.pattern from by_trigram
    ) as f
    left join near as n on n.pattern = f.pattern
    left join by_text as t on t.pattern = f.pattern
    left join by_synonym as s on s.pattern = f.pattern
    left join by_trigram as g on g.pattern = f.pattern
    order by score desc, f.pattern
    limit wanted;
end;
$$;

comment on function specql_pattern.fused(text, real[], bigint, text, integer) is
  'The best patterns for a query, with the rank from full text, synonyms, trigrams and vectors, and the fused score.';
