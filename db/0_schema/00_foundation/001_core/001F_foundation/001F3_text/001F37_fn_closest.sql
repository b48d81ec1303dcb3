-- 001F37  common.closest()
-- The candidate that a mistyped word most likely meant.

create or replace function common.closest(word text, candidates text[])
  returns text
  language sql
  immutable
  parallel safe
as $$
  -- Shared pairs of letters, Dice 1945: good enough for a hint and free of extensions.
  with pairs as (
    select array(
      select substr(lower(left(word, 63)), g, 2) from generate_series(1, length(left(word, 63)) - 1) as g
    ) as word_pairs
  ), scored as (
    select c.candidate,
      2.0 * (select count(*) from (
        select unnest(p.word_pairs)
        intersect
        select substr(lower(c.candidate), g, 2) from generate_series(1, length(c.candidate) - 1) as g
      ) as shared) / greatest(cardinality(p.word_pairs) + length(c.candidate) - 1, 1) as score
    from pairs as p, (select left(l.candidate, 63) as candidate from unnest(candidates) as l (candidate)) as c
  )
  select s.candidate from scored as s where s.score >= 0.4 order by s.score desc, s.candidate limit 1;
$$;

comment on function common.closest(text, text[]) is
  'The candidate that shares most pairs of letters with the word (Dice''s coefficient, at least 0.4), or null.';

grant execute on function common.closest(text, text[]) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
