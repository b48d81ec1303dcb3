-- 0111B2  specql_registry.tg_tb_domain__claim_names()
-- Claims a domain's number, name and aliases, so that each finds one domain.

create or replace function specql_registry.tg_tb_domain__claim_names()
  returns trigger
  language plpgsql
as $$
declare
  v_name   record;
  v_holder text;
begin
  if tg_op = 'UPDATE' then
    -- Two renames that swap names would wait for each other; one at a time cannot.
    lock table specql_registry.tb_domain_name in share row exclusive mode;
    delete from specql_registry.tb_domain_name as n where n.fk_domain = new.pk_domain;
  end if;

  -- In the order of the key, so that two registrations never wait for each other both ways.
  for v_name in
    select c.name, c.kind
    from (
      select new.domain_number as name, 'number' as kind
      union all
      select new.domain_name, 'name'
      union all
      select a.name, 'alias' from unnest(new.aliases) as a (name)
    ) as c
    order by common.name_key(c.name), c.kind
  loop
    insert into specql_registry.tb_domain_name (fk_domain, name, kind)
    values (new.pk_domain, v_name.name, v_name.kind)
    on conflict (name_key) do nothing;
    if found then
      continue;
    end if;

    select d.domain_name || ' (domain ' || d.domain_number || ')'
    into v_holder
    from specql_registry.tb_domain_name as n
      join specql_registry.tb_domain as d on d.pk_domain = n.fk_domain
    where n.name_key = common.name_key(v_name.name);
    raise exception using
      errcode = 'SG302',
      message = format('the name %s is already taken', quote_literal(v_name.name)),
      detail = format('It belongs to %s.', v_holder),
      hint = 'Numbers, names and aliases of domains are unique together, whatever their case.',
      column = case v_name.kind when 'alias' then 'aliases' else 'domain_' || v_name.kind end;
  end loop;
  return null;
end;
$$;

comment on function specql_registry.tg_tb_domain__claim_names() is
  'After insert of a domain or a change of its names: keeps tb_domain_name. SG302 names the holder.';

create or replace trigger tr_200_claim_names
  after insert or update of domain_name, aliases on specql_registry.tb_domain
  for each row execute function specql_registry.tg_tb_domain__claim_names();

create or replace trigger tr_100_claims_stay
  before delete on specql_registry.tb_domain_name
  for each statement when (pg_trigger_depth() = 0)
  execute function common.tg__refuse_removal();

comment on trigger tr_100_claims_stay on specql_registry.tb_domain_name is
  'Only the trigger that keeps the claims removes them.';

create or replace trigger tr_110_claims_stay
  before truncate on specql_registry.tb_domain_name
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_110_claims_stay on specql_registry.tb_domain_name is
  'Only the trigger that keeps the claims removes them.';

comment on trigger tr_200_claim_names on specql_registry.tb_domain is
  'Each name and alias finds one domain.';
