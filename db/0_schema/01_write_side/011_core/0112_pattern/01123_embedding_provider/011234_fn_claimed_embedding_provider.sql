-- 011234  specql_pattern.claimed_embedding_provider()
-- The internal key of a provider in a version, which is made where it is new.

create or replace function specql_pattern.claimed_embedding_provider(provider text, provider_version text)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_pk bigint;
begin
  perform specql_pattern.checked_word(provider, 'provider', 120);
  perform specql_pattern.checked_word(provider_version, 'provider_version', 60);
  select e.pk_embedding_provider
  into v_pk
  from specql_pattern.tb_embedding_provider as e
  where e.provider = claimed_embedding_provider.provider
    and e.provider_version = claimed_embedding_provider.provider_version;
  if not found then
    -- Another session may be making the same one: wait for it, and take its row.
    insert into specql_pattern.tb_embedding_provider as e (provider, provider_version)
    values (claimed_embedding_provider.provider, claimed_embedding_provider.provider_version)
    on conflict on constraint uq_tb_embedding_provider__provider do update set provider = excluded.provider
    returning e.pk_embedding_provider into v_pk;
  end if;
  return v_pk;
end;
$$;

comment on function specql_pattern.claimed_embedding_provider(text, text) is
  'The internal key of the provider of this name and version, which is made where there is none.';
