-- 011256  specql_pattern.is_offline()
-- Whether a vector is one of specql_pattern.offline_embedding().

create or replace function specql_pattern.is_offline(embedding real[])
  returns boolean
  language sql
  immutable
  parallel safe
as $$
  -- Multiples of 2^-20, the last one 2^-10: a model's output is that by no chance worth speaking of.
  select embedding[384] = (1.0 / 1024)::real
    and not exists (
      select from unnest(embedding) as e (x)
      where e.x::double precision * 1048576 <> round(e.x::double precision * 1048576)
    );
$$;

comment on function specql_pattern.is_offline(real[]) is
  'True for a checked vector that bears the mark of the offline provider.';
