-- 011233  specql_pattern.embedding_provider_id()
-- The public key of a provider in a version.

create or replace function specql_pattern.embedding_provider_id(pk bigint)
  returns uuid
  language sql
  stable
as $$
  select e.id from specql_pattern.tb_embedding_provider as e where e.pk_embedding_provider = pk;
$$;

comment on function specql_pattern.embedding_provider_id(bigint) is 'The public key of a provider.';
