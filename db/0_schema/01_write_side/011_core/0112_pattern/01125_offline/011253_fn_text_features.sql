-- 011253  specql_pattern.text_features()
-- What a text is made of: stems, pairs of stems, and parts of words, each with a weight.

create or replace function specql_pattern.text_features(value text)
  returns table (feature text, weight double precision)
  language sql
  immutable
  parallel safe
as $$
  with word as (
    select m.place, specql_pattern.stem(m.found[1]) as stem
    from regexp_matches(specql_pattern.folded_text(value), '[a-z0-9]+|[^\u0001-\u00bf\u2000-\u206f\u3000-\u303f]+' collate "C", 'g')
      with ordinality as m (found, place)
    where m.found[1] <> all (specql_pattern.stop_words())
    limit 2000
  ), counted as (
    select 'w ' || w.stem as feature, 1.0 as weight from word as w
    union all
    select 'p ' || lag(w.stem) over (order by w.place) || ' ' || w.stem, 0.3 from word as w
    union all
    select 'g ' || substr('<' || w.stem || '>', g.at, 4), 0.25
    from word as w, generate_series(1, greatest(length(w.stem) - 1, 1)) as g (at)
    where length(w.stem) < 60
  )
  -- The second mention says less than the first.
  select c.feature, max(c.weight) * sqrt(count(*)) from counted as c where c.feature is not null group by c.feature;
$$;

comment on function specql_pattern.text_features(text) is
  'The features of a text with their weights: what its offline vector is the sum of.';
