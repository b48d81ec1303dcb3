-- 011265  specql_pattern.query_words()
-- The words of a question, each as a query of full text, and in how many patterns it occurs.

create or replace function specql_pattern.query_words(query text, with_synonyms boolean)
  returns table (lexemes tsquery, pattern_count double precision)
  language plpgsql
  stable
as $$
declare
  v_size      constant double precision := specql_pattern.library_size();
  v_thesaurus constant jsonb := case when with_synonyms then specql_pattern.thesaurus() end;
  v_seq_scan  constant text := current_setting('enable_seqscan');
  v_common    text[];
  v_shares    real[];
begin
  -- In a large library counting a frequent word takes too long; the statistics know it well enough.
  if v_size > 5000 then
    select s.most_common_elems::text::text[], s.most_common_elem_freqs
    into v_common, v_shares
    from pg_catalog.pg_stats as s
    where s.schemaname = 'specql_pattern' and s.tablename = 'tb_domain_pattern' and s.attname = 'search_document';
  end if;

  -- Some hundred look-ups of one word each: the index is faster for all of them together, whatever it is for one.
  perform set_config('enable_seqscan', 'off', true);
  return query
    with word as (
      select distinct left(m.found[1], 200) as word
      from regexp_matches(specql_pattern.folded_text(query), '[^\s\u0001-\u002f\u003a-\u0060\u007b-\u007f]+', 'g') as m (found)
    ), meant as (
      -- The word itself, and what means the same: one tsvector each, so that a lexeme stands once.
      select distinct to_tsvector('pg_catalog.english', concat_ws(' ', w.word, (
        select string_agg(t.synonym, ' ')
        from jsonb_array_elements_text(v_thesaurus -> specql_pattern.stem(w.word)) as t (synonym)
      ))) as document
      from word as w
      where w.word <> all (specql_pattern.stop_words()) and to_tsvector('pg_catalog.english', w.word) <> ''
      limit 24
    )
    select
      (select string_agg(quote_literal(l.lexeme), ' | ') from unnest(tsvector_to_array(m.document)) as l (lexeme))::tsquery,
      (
        select sum(coalesce(v_shares[array_position(v_common, l.lexeme)] * v_size, (
          select count(*)
          from (
            select from specql_pattern.tb_domain_pattern as p
            where p.search_document @@ quote_literal(l.lexeme)::tsquery
            limit 5000
          ) as few
        )))
        from unnest(tsvector_to_array(m.document)) as l (lexeme)
      )
    from meant as m;
  perform set_config('enable_seqscan', v_seq_scan, true);
end;
$$;

comment on function specql_pattern.query_words(text, boolean) is
  'The words of a text that mean something, at most 24, each with its synonyms where they are wanted, and the number '
  'of patterns that have it: counted in a small library, from the statistics in a large one.';
