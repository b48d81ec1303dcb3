-- 011268  specql_pattern.trigram_matches()
-- The patterns whose name or tags are spelt like words of a question.

create or replace function specql_pattern.trigram_matches(
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
  v_schema    constant name := specql_pattern.extension_schema('pg_trgm');
  v_threshold constant text := coalesce(current_setting('pg_trgm.word_similarity_threshold', true), '0.6');
  v_words     constant text[] := array(
    select w.word
    from (
      select distinct m.found[1] as word
      from regexp_matches(specql_pattern.folded_text(query), '[^\s\u0001-\u002f\u003a-\u0060\u007b-\u007f]{4,60}', 'g') as m (found)
      where m.found[1] <> all (specql_pattern.stop_words())
    ) as w
    -- The longest say most, and are the ones that are misspelt.
    order by length(w.word) desc, w.word collate "C"
    limit 6
  );
  v_sought    text[] := v_words;
begin
  if cardinality(v_words) = 0 then
    return;
  end if;
  -- In a large library a word that is spelt right leads to thousands, and full text finds those.
  if specql_pattern.library_size() > 5000 then
    v_sought := array(
      select w.word
      from unnest(v_words) as w (word)
      where not exists (
        select from specql_pattern.query_words(w.word, false) as k where k.pattern_count > 0
      )
      limit 3
    );
  end if;
  perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
  return query execute format(
    'with candidate as (
       select u.pattern
       from unnest($3) as w (word)
       cross join lateral (
         select p.pk_domain_pattern as pattern
         from specql_pattern.tb_domain_pattern as p
         where w.word operator(%1$I.<%%) p.search_name and %2$s
         limit 300
       ) as u
       union
       select unnest($2)
     )
     select s.pattern, s.score
     from (
       select p.pk_domain_pattern as pattern, (
         select sum(greatest(%1$I.word_similarity(w.word, p.search_name) - 0.5, 0)::double precision)
         from unnest($1) as w (word)
       ) as score
       from candidate as c
       join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = c.pattern
     ) as s
     where s.score > 0
     order by s.score desc, s.pattern
     limit %3$s', v_schema, condition, wanted)
    using v_words, also, v_sought;
  perform set_config('pg_trgm.word_similarity_threshold', v_threshold, true);
end;
$$;

comment on function specql_pattern.trigram_matches(text, text, bigint[], integer) is
  'The patterns by how well the six longest words of the query are spelt like words of their names and tags: typing '
  'errors, other endings, parts of words. Of a large library at most 300 candidates for each of three words that full text does not know, and those of also.';
