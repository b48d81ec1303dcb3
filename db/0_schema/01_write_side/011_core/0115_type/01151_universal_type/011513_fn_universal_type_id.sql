-- 011513  specql_type.universal_type_id()
-- From a type's internal key to its public one.

create or replace function specql_type.universal_type_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select t.id from specql_type.tb_universal_type as t where t.pk_universal_type = universal_type_id.pk;
$$;

comment on function specql_type.universal_type_id(bigint) is 'The public key of a type, or null.';
