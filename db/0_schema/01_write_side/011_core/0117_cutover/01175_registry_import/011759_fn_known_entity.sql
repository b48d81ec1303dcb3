-- 011759  specql_cutover.known_entity()
-- The entity that a file's row is about, if the registry has it.

create or replace function specql_cutover.known_entity(subdomain bigint, name text, out pk bigint)
  language plpgsql
  stable
as $$
declare
  v_key constant text := common.name_key(name);
begin
  select e.pk_entity_registration
  into pk
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = subdomain and e.name_key = v_key;
end;
$$;

comment on function specql_cutover.known_entity(bigint, text) is 'Its internal key, or null.';
