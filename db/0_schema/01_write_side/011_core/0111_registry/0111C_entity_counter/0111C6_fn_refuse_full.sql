-- 0111C6  specql_registry.refuse_full()
-- Says that a subdomain is full.

create or replace function specql_registry.refuse_full(subdomain bigint)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_place record;
begin
  select s.subdomain_name, s.domain_number, s.subdomain_number
  into v_place
  from specql_registry.tb_subdomain as s
  where s.pk_subdomain = refuse_full.subdomain;
  raise exception using
    errcode = 'SG304',
    message = format('subdomain %s is full', quote_literal(v_place.subdomain_name)),
    detail = format('All fifteen codes of place %s%s are given or reserved.',
      v_place.domain_number, v_place.subdomain_number),
    hint = 'Register another subdomain with app.register_subdomain(), or split this one.',
    column = 'subdomain';
end;
$$;

comment on function specql_registry.refuse_full(bigint) is 'Always SG304; an integer, so that an expression can call it.';
