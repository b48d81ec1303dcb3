-- 011264  specql_pattern.nearest()
-- The patterns nearest to a vector: as many as are wanted, or all that there are.

create or replace function specql_pattern.nearest(
  query_embedding real[],
  provider        bigint,
  condition       text,
  wanted          integer
)
  returns table (pattern bigint, distance double precision)
  language plpgsql
  stable
as $$
declare
  v_schema    constant name := specql_pattern.extension_schema('vector');
  v_from      constant text := format(
    'from specql_pattern.tb_pattern_embedding as e
     join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = e.fk_domain_pattern
     where e.fk_embedding_provider = %s and %s', provider, condition);
  v_ef_search constant text := coalesce(current_setting('hnsw.ef_search', true), '40');
  v_iterative constant text := current_setting('hnsw.iterative_scan', true);
  v_matching  integer;
  v_patterns  bigint[] := '{}';
  v_distances double precision[];
begin
  if wanted <= 0 then
    return;
  end if;
  -- Without filters all but the deprecated ones match: the index alone answers.
  execute format('select count(*) from (select %s limit 1001) as few', case
    when condition in ('true', 'true and p.deprecated_at is null')
      then format('from specql_pattern.tb_pattern_embedding as e where e.fk_embedding_provider = %s', provider)
    else v_from
  end) into v_matching;

  -- Up to a thousand vectors comparing all of them is as fast as the graph, and exact.
  if v_matching > 1000 and wanted <= 400 then
    perform set_config('hnsw.ef_search', least(greatest(wanted * 2, 200), 1000)::text, true);
    -- From pgvector 0.8 on the graph is searched further until the filters have let enough rows through.
    if v_iterative is not null then
      perform set_config('hnsw.iterative_scan', 'strict_order', true);
    end if;
    execute format(
      'select array_agg(n.pattern), array_agg(n.distance)
       from (
         select g.pattern, g.embedding operator(%1$I.<=>) $1::%1$I.vector as distance
         from (
           select e.fk_domain_pattern as pattern, e.embedding
           %2$s
           order by e.embedding::%1$I.halfvec(384) operator(%1$I.<=>) $1::%1$I.vector::%1$I.halfvec(384)
           limit %3$s + %3$s / 4 + 3
         ) as g
         order by distance, g.pattern
         limit %3$s
       ) as n', v_schema, v_from, wanted)
    into v_patterns, v_distances
    using query_embedding;
    -- These settings are the caller's for the rest of his transaction.
    perform set_config('hnsw.ef_search', v_ef_search, true);
    if v_iterative is not null then
      perform set_config('hnsw.iterative_scan', v_iterative, true);
    end if;
  end if;

  if coalesce(cardinality(v_patterns), 0) < wanted then
    execute format(
      'select array_agg(n.pattern), array_agg(n.distance)
       from (
         select d.pattern, d.distance
         from (
           select e.fk_domain_pattern as pattern, e.embedding operator(%1$I.<=>) $1::%1$I.vector as distance
           %2$s
           -- Keeps the graph out of it.
           offset 0
         ) as d
         order by d.distance, d.pattern
         limit %3$s
       ) as n', v_schema, v_from, wanted)
    into v_patterns, v_distances
    using query_embedding;
  end if;

  return query
    select n.pattern, n.distance
    from unnest(v_patterns, v_distances) as n (pattern, distance)
    order by n.distance, n.pattern;
end;
$$;

comment on function specql_pattern.nearest(real[], bigint, text, integer) is
  'The patterns that meet the condition, by the cosine distance of their vectors of this provider: from the graph '
  'where it gives enough of them, else from all.';
