-- 011266  specql_pattern.word_matches()
-- The patterns that have the words of a question, or their synonyms, the rare words counting most.

create or replace function specql_pattern.word_matches(
  query         text,
  with_synonyms boolean,
  condition     text,
  also          bigint[],
  wanted        integer
)
  returns table (pattern bigint, score double precision)
  language plpgsql
  stable
as $$
declare
  -- audit_trail and parent-child are two words each, as in the documents.
  v_query  constant text := regexp_replace(query, '([[:alnum:]])[-_./](?=[[:alnum:]])', '\1 ', 'g');
  v_words  tsquery[];
  v_counts double precision[];
  v_rare   tsquery;
begin
  select array_agg(w.lexemes order by w.pattern_count, w.lexemes::text collate "C"),
    array_agg(w.pattern_count order by w.pattern_count, w.lexemes::text collate "C")
  into v_words, v_counts
  from specql_pattern.query_words(v_query, with_synonyms) as w
  where w.pattern_count > 0;
  if v_words is null then
    return;
  end if;

  -- Candidates have one of the rarest words, as many of those as lead to some hundred patterns.
  select string_agg(r.word::text, ' | ')::tsquery
  into v_rare
  from (
    select w.word, w.place, sum(w.pattern_count) over (order by w.place) as so_far
    from unnest(v_words, v_counts) with ordinality as w (word, pattern_count, place)
  ) as r
  where r.place = 1 or r.so_far <= 500;

  return query execute format(
    'with candidate as (
       (
         select p.pk_domain_pattern as pattern, p.search_document
         from specql_pattern.tb_domain_pattern as p
         where p.search_document @@ $1 and %1$s
         limit 500
       )
       union
       select p.pk_domain_pattern, p.search_document
       from specql_pattern.tb_domain_pattern as p
       where p.pk_domain_pattern = any ($2)
     )
     select s.pattern, s.score
     from (
       select c.pattern, (
         select sum(ln(1 + ($5 - w.pattern_count + 0.5) / (w.pattern_count + 0.5)) * sqrt(
           ts_rank(''{0.5, 0.8, 0.9, 1.0}'', c.search_document, w.word) * ((numnode(w.word) + 1) / 2)))
         from unnest($3, $4) as w (word, pattern_count)
       ) as score
       from candidate as c
     ) as s
     where s.score > 0
     order by s.score desc, s.pattern
     limit %2$s', condition, wanted)
    using v_rare, also, v_words, v_counts,
      greatest(specql_pattern.library_size(), v_counts[cardinality(v_counts)]);
end;
$$;

comment on function specql_pattern.word_matches(text, boolean, text, bigint[], integer) is
  'The patterns that have words of the query, by the sum of their ranks, weighed by how rare each word is. Of a large '
  'library no more than 500 candidates are looked at, and those of also.';
