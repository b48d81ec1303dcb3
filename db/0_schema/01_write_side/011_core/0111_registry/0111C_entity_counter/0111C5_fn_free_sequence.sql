-- 0111C5  specql_registry.free_sequence()
-- The lowest digit of a subdomain, from a given one on, that is neither given nor reserved.

create or replace function specql_registry.free_sequence(subdomain bigint, from_sequence integer)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_free constant integer[] := specql_registry.free_sequences(free_sequence.subdomain);
begin
  return coalesce((select min(f.digit) from unnest(v_free) as f (digit) where f.digit >= from_sequence), 16);
end;
$$;

comment on function specql_registry.free_sequence(bigint, integer) is
  'The digit as a number, 16 where none is free.';
