-- 011255  specql_pattern.offline_embedding()
-- A vector from the text alone: its features, hashed into 384 dimensions.

create or replace function specql_pattern.offline_embedding(value text)
  returns real[]
  language plpgsql
  immutable
  parallel safe
as $$
begin
  -- In plpgsql, so that a session plans it once.
  return (
    with hashed as materialized (
      select sha256(convert_to(f.feature, 'UTF8')) as hash, round(f.weight * 1000)::integer as weight
      from specql_pattern.text_features(value) as f
    ), summed as (
      -- Each feature stands in four dimensions with signs of its own: two features rarely meet in all of them. In
      -- whole numbers the sum does not depend on the order of adding.
      select (get_byte(h.hash, n.n) * 256 + get_byte(h.hash, n.n + 1)) % 382 + 1 as dimension,
        sum(case when get_byte(h.hash, n.n + 2) % 2 = 0 then h.weight else - h.weight end) as part
      from hashed as h
      cross join (values (0), (3), (6), (9)) as n (n)
      group by 1
    ), length as (
      select sqrt(sum(s.part * s.part)::double precision) as length from summed as s
    )
    -- The last component is the mark by which search knows its own vectors; see specql_pattern.is_offline(). A text
    -- without a word points to the place before it.
    select array_agg(case
      when d.dimension = 384 then 1.0 / 1024
      when l.length > 0 then coalesce(round(s.part / l.length * 1048576) / 1048576, 0)
      when d.dimension = 383 then 1
      else 0
    end::real order by d.dimension)
    from generate_series(1, 384) as d (dimension)
    cross join length as l
    left join summed as s on s.dimension = d.dimension
  );
end;
$$;

comment on function specql_pattern.offline_embedding(text) is
  'The vector of the provider specql-offline, version 1: signed feature hashing of stems, pairs of stems and parts '
  'of words. The same on every server and for ever: a better one will be version 2.';
