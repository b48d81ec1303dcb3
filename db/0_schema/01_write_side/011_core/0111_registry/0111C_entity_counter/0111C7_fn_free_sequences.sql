-- 0111C7  specql_registry.free_sequences()
-- The digits of a subdomain that are neither given nor reserved.

create or replace function specql_registry.free_sequences(subdomain bigint)
  returns integer[]
  language plpgsql
  stable
as $$
declare
  v_place text;
begin
  select '01' || s.domain_number || s.subdomain_number
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = free_sequences.subdomain;
  return array(
    select g.digit
    from generate_series(1, 15) as g (digit)
    where g.digit <> all (array(
        select e.entity_sequence
        from specql_registry.tb_entity_registration as e
        where e.fk_subdomain = free_sequences.subdomain
      ))
      and v_place || substr('123456789ABCDEF', g.digit, 1) || '1' <> all (array(
        select r.code from specql_registry.tb_reserved_code as r where starts_with(r.code, v_place)
      ))
    order by g.digit
  );
end;
$$;

comment on function specql_registry.free_sequences(bigint) is 'The digits as numbers, in order.';
