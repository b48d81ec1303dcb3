-- 011223  specql_pattern.domain_pattern_id()
-- The public key of a pattern.

create or replace function specql_pattern.domain_pattern_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select p.id from specql_pattern.tb_domain_pattern as p where p.pk_domain_pattern = pk;
$$;

comment on function specql_pattern.domain_pattern_id(bigint) is 'The public key of a pattern.';
