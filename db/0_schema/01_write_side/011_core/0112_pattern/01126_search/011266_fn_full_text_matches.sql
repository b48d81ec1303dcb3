-- 011266  specql_pattern.full_text_matches()
-- The patterns that have the words of a question, the rare words counting most.

create or replace function specql_pattern.full_text_matches(
  query     text,
  condition text,
  also      bigint[],
  wanted    integer
)
  returns table (pattern bigint, score double precision)
  language plpgsql
  stable
as $$
declare
  -- audit_trail and parent-child are two words each, as in the documents.
  v_query  constant text := regexp_replace(query, '([[:alnum:]])[-_./](?=[[:alnum:]])', '\1 ', 'g');
  v_strict constant tsquery := websearch_to_tsquery('pg_catalog.english', v_query);
  v_words  text[];
  v_counts bigint[];
  v_rare   tsquery;
begin
  if numnode(v_strict) = 0 then
    return;
  end if;

  -- Who quotes a phrase or excludes a word wants nothing else.
  if query ~ '"|(^|\s)-[^\s-]' then
    return query execute format(
      'select c.pattern, ts_rank(c.search_document, $1)::double precision
       from (
         select p.pk_domain_pattern as pattern, p.search_document
         from specql_pattern.tb_domain_pattern as p
         where p.search_document @@ $1 and %s
         limit 1000
       ) as c
       order by 2 desc, 1
       limit %s', condition, wanted)
      using v_strict;
    return;
  end if;

  select array_agg(l.lexeme order by l.pattern_count, l.lexeme collate "C"),
    array_agg(l.pattern_count order by l.pattern_count, l.lexeme collate "C")
  into v_words, v_counts
  from specql_pattern.query_lexemes(v_query) as l
  where l.pattern_count > 0;
  if v_words is null then
    return;
  end if;

  -- Candidates have one of the rarest words, as many of those as lead to some thousand patterns.
  select string_agg(quote_literal(r.word), ' | ')::tsquery
  into v_rare
  from (
    select w.word, w.place, sum(w.pattern_count) over (order by w.place) as so_far
    from unnest(v_words, v_counts) with ordinality as w (word, pattern_count, place)
  ) as r
  where r.place = 1 or r.so_far <= 1000;

  return query execute format(
    'with candidate as (
       (
         select p.pk_domain_pattern as pattern, p.search_document
         from specql_pattern.tb_domain_pattern as p
         where p.search_document @@ $1 and %1$s
         limit 1000
       )
       union
       select p.pk_domain_pattern, p.search_document
       from specql_pattern.tb_domain_pattern as p
       where p.pk_domain_pattern = any ($2)
     )
     select s.pattern, s.score
     from (
       select c.pattern, (
         select sum(ln(1 + ($5 - w.pattern_count + 0.5) / (w.pattern_count + 0.5))
           * ts_rank(''{0.3, 0.6, 0.8, 1.0}'', c.search_document, quote_literal(w.word)::tsquery))
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

comment on function specql_pattern.full_text_matches(text, text, bigint[], integer) is
  'The patterns that have words of the query, by the sum of their ranks, weighed by how rare each word is. Quotes '
  'and a leading minus mean what they mean to websearch_to_tsquery. Of a large library no more than some thousand '
  'candidates are looked at, and those of also.';
