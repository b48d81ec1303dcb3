-- 011232  specql_pattern.embedding_provider_pk()
-- The internal key of a provider in a version.

create or replace function specql_pattern.embedding_provider_pk(identifier text)
  returns bigint
  language sql
  stable
as $$
  select e.pk_embedding_provider
  from specql_pattern.tb_embedding_provider as e
  where e.identifier = embedding_provider_pk.identifier;
$$;

comment on function specql_pattern.embedding_provider_pk(text) is
  'The internal key of provider/version; null where there is none.';
