-- 011265  specql_pattern.query_lexemes()
-- The words of a question, and in how many patterns each occurs.

create or replace function specql_pattern.query_lexemes(query text)
  returns table (lexeme text, pattern_count bigint)
  language plpgsql
  stable
as $$
declare
  v_rows   constant double precision := specql_pattern.library_size();
  v_common text[];
  v_shares real[];
begin
  -- In a large library counting a frequent word takes too long; the statistics know it well enough.
  if v_rows > 5000 then
    select s.most_common_elems::text::text[], s.most_common_elem_freqs
    into v_common, v_shares
    from pg_catalog.pg_stats as s
    where s.schemaname = 'specql_pattern' and s.tablename = 'tb_domain_pattern' and s.attname = 'search_document';
  end if;

  return query
    select w.lexeme,
      coalesce(
        (v_shares[array_position(v_common, w.lexeme)] * v_rows)::bigint,
        (
          select count(*)
          from (
            select from specql_pattern.tb_domain_pattern as p
            where p.search_document @@ to_tsquery('pg_catalog.simple', quote_literal(w.lexeme))
            limit 5000
          ) as few
        )
      )
    from unnest(tsvector_to_array(to_tsvector('pg_catalog.english', query))) as w (lexeme)
    limit 32;
end;
$$;

comment on function specql_pattern.query_lexemes(text) is
  'The lexemes of a text, at most 32, with the number of patterns that have each: counted in a small library, '
  'from the statistics in a large one.';
