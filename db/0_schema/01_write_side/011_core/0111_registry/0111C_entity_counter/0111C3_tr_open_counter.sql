-- 0111C3  specql_registry.tg_tb_subdomain__open_counter()
-- Gives each new subdomain its counter.

create or replace function specql_registry.tg_tb_subdomain__open_counter()
  returns trigger
  language plpgsql
as $$
begin
  insert into specql_registry.tb_entity_counter (fk_subdomain) values (new.pk_subdomain);
  return null;
end;
$$;

comment on function specql_registry.tg_tb_subdomain__open_counter() is
  'After insert of a subdomain: its counter, at 1.';

create or replace trigger tr_200_open_counter
  after insert on specql_registry.tb_subdomain
  for each row execute function specql_registry.tg_tb_subdomain__open_counter();

comment on trigger tr_200_open_counter on specql_registry.tb_subdomain is
  'Gives each new subdomain its counter.';
