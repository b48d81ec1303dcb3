-- 01126B  specql_pattern.full_text_matches()
-- The patterns that full text finds: exactly what was asked for, or else as many of the words as they have.

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
  v_strict constant tsquery := websearch_to_tsquery('pg_catalog.english', query);
begin
  -- Who quotes a phrase, excludes a word or says "or" wants nothing else.
  if numnode(v_strict) > 0 and query ~* '"|(^|\s)-[^\s-]|\sor\s' then
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
  return query
    select w.pattern, w.score
    from specql_pattern.word_matches(
      query => query, with_synonyms => false, condition => condition, also => also, wanted => wanted
    ) as w;
end;
$$;

comment on function specql_pattern.full_text_matches(text, text, bigint[], integer) is
  'What websearch_to_tsquery asks for, where quotes, a leading minus or an "or" say so. A plain question would find '
  'nothing that lacks one of its words, so it finds those that have some, the rare ones counting most.';
