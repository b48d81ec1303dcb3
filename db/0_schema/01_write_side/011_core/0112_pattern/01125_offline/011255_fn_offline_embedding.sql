-- 011255  specql_pattern.offline_embedding()
-- A vector from the text alone: its features, hashed into 384 dimensions.

create or replace function specql_pattern.offline_embedding(value text)
  returns real[]
  language sql
  immutable
  parallel safe
as $$
  with hashed as (
    select sha256(convert_to(f.feature, 'UTF8')) as hash, f.weight from specql_pattern.text_features(value) as f
  ), spread as (
    -- Each feature stands in four dimensions with signs of its own: two features rarely meet in all of them.
    select (get_byte(h.hash, 3 * n.n) * 256 + get_byte(h.hash, 3 * n.n + 1)) % 382 + 1 as dimension,
      -- In whole numbers the sum does not depend on the order of adding.
      (round(h.weight * 1000) * case when get_byte(h.hash, 3 * n.n + 2) % 2 = 0 then 1 else -1 end)::bigint as part
    from hashed as h, generate_series(0, 3) as n (n)
  ), summed as (
    select s.dimension, sum(s.part)::double precision as part from spread as s group by s.dimension
    union all
    -- A text without a word points to a place of its own.
    select 383, 1 where not exists (select from spread as s)
  ), length as (
    select sqrt(sum(s.part * s.part)) as length from summed as s
  )
  -- The last component is the mark by which search knows its own vectors; see specql_pattern.is_offline().
  select array_agg(case
    when d.dimension = 384 then 1.0 / 1024
    when l.length > 0 then coalesce(round(s.part / l.length * 1048576) / 1048576, 0)
    else case when d.dimension = 383 then 1 else 0 end
  end::real order by d.dimension)
  from generate_series(1, 384) as d (dimension)
  cross join length as l
  left join summed as s on s.dimension = d.dimension;
$$;

comment on function specql_pattern.offline_embedding(text) is
  'The vector of the provider specql-offline, version 1: signed feature hashing of stems, pairs of stems and parts '
  'of words. The same on every server and for ever: a better one will be version 2.';
