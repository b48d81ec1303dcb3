-- 031111  app.register_domain()
-- Claims a domain's number, name and aliases in one step.

create or replace function app.register_domain(
  domain_number text,
  domain_name   text,
  description   text default null,
  multi_tenant  boolean default false,
  aliases       text[] default '{}'
)
  returns app.domains
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_number  constant text := common.checked_digit(domain_number, 'domain_number');
  v_aliases constant text[] := specql_registry.checked_aliases(aliases);
  v_holder  text;
  v_domain  app.domains;
begin
  perform specql_registry.checked_place_name(domain_name, 'domain_name');
  perform common.checked_text(description, 'description');

  -- Waits for another session that claims the same number; then one has it and the other is told who.
  insert into specql_registry.tb_domain (domain_number, domain_name, description, multi_tenant, aliases)
  values (
    v_number, register_domain.domain_name, register_domain.description,
    coalesce(register_domain.multi_tenant, false), v_aliases
  )
  on conflict on constraint uq_tb_domain__domain_number do nothing;

  if not found then
    select d.domain_name into v_holder from specql_registry.tb_domain as d where d.domain_number = v_number;
    raise exception using
      errcode = 'SG301',
      message = format('domain number %s is already taken', v_number),
      detail = format('It belongs to %s.', v_holder),
      hint = coalesce(
        'Free numbers: ' || nullif(array_to_string(app.free_domain_numbers(), ', '), '') || '.',
        'All fifteen numbers are taken; register a subdomain in one of the domains instead.'
      ),
      column = 'domain_number';
  end if;

  select d.* into v_domain from app.domains as d where d.domain_number = v_number;
  return v_domain;
end;
$$;

comment on function app.register_domain(text, text, text, boolean, text[]) is
  'Registers a domain. The number is one digit, 1 to F; name and aliases are unique among all domains, whatever '
  'their case. SG102, SG103, SG105, SG106, SG109: the input is wrong. SG301: the number is taken. SG302: a name is.';

grant execute on function app.register_domain(text, text, text, boolean, text[]) to specql_author;
