-- 011132  specql_registry.entity_registration_pk()
-- From a table code to the entity's internal key.

create or replace function specql_registry.entity_registration_pk(identifier text)
  returns bigint
  language sql
  stable
as $$
  select e.pk_entity_registration
  from specql_registry.tb_entity_registration as e
  where e.table_code = upper(entity_registration_pk.identifier collate "C");
$$;

comment on function specql_registry.entity_registration_pk(text) is
  'The internal key of the entity with this table code, or null.';
