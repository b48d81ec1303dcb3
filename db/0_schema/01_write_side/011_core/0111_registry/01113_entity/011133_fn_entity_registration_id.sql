-- 011133  specql_registry.entity_registration_id()
-- From an entity's internal key to its public one.

create or replace function specql_registry.entity_registration_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select e.id from specql_registry.tb_entity_registration as e where e.pk_entity_registration = pk;
$$;

comment on function specql_registry.entity_registration_id(bigint) is 'The public key of an entity, or null.';
