-- 031121  app.register_subdomain()
-- Claims a number and a name in a domain.

create or replace function app.register_subdomain(
  domain           text,
  subdomain_number text,
  subdomain_name   text,
  description      text default null
)
  returns app.subdomains
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_domain    constant bigint := specql_registry.found_domain(domain);
  v_number    constant text := common.checked_digit(subdomain_number, 'subdomain_number');
  v_holder    record;
  v_free      text[];
  v_subdomain app.subdomains;
begin
  perform specql_registry.checked_place_name(subdomain_name, 'subdomain_name');
  perform common.checked_text(description, 'description');

  -- Waits for another session that claims the same place; then one has it and the other is told who.
  insert into specql_registry.tb_subdomain
    (fk_domain, domain_number, subdomain_number, subdomain_name, description)
  select d.pk_domain, d.domain_number, v_number, register_subdomain.subdomain_name, register_subdomain.description
  from specql_registry.tb_domain as d
  where d.pk_domain = v_domain
  on conflict do nothing;

  if not found then
    select s.subdomain_number, s.subdomain_name, s.subdomain_number = v_number as same_number
    into v_holder
    from specql_registry.tb_subdomain as s
    where s.fk_domain = v_domain
      and (
        s.subdomain_number = v_number
        or s.name_key = common.name_key(register_subdomain.subdomain_name)
      )
    order by same_number desc
    limit 1;
    v_free := specql_registry.free_subdomain_numbers(v_domain);
    raise exception using
      errcode = case when v_holder.same_number then 'SG303' else 'SG302' end,
      message = case
        when v_holder.same_number then format('subdomain number %s is already taken in %s', v_number, domain)
        else format('the name %s is already taken in %s', quote_literal(subdomain_name), domain)
      end,
      detail = format('It belongs to %s (subdomain %s).', v_holder.subdomain_name, v_holder.subdomain_number),
      hint = coalesce(
        'Free numbers: ' || nullif(array_to_string(v_free, ', '), '') || '.',
        'All fifteen numbers of the domain are taken; use another domain.'
      ),
      column = case when v_holder.same_number then 'subdomain_number' else 'subdomain_name' end;
  end if;

  select s.* into v_subdomain
  from app.subdomains as s
  where s.id = specql_registry.subdomain_id(specql_registry.subdomain_pk(v_domain, v_number));
  return v_subdomain;
end;
$$;

comment on function app.register_subdomain(text, text, text, text) is
  'Registers a subdomain. The number is one digit, 1 to F (03 is read as 3); the name is unique in the domain. '
  'SG201: no such domain. SG303: the number is taken. SG302: the name is.';

grant execute on function app.register_subdomain(text, text, text, text) to specql_author;
