-- 011246  specql_pattern.store_given_embedding()
-- Stores a vector that came without a provider's name.

create or replace function specql_pattern.store_given_embedding(domain_pattern bigint, embedding real[])
  returns void
  language sql
  volatile
as $$
  select specql_pattern.store_embedding(
    domain_pattern => domain_pattern,
    provider => case
      when specql_pattern.is_offline(embedding) then 1
      else specql_pattern.claimed_embedding_provider(provider => 'given', provider_version => '1')
    end,
    embedding => embedding
  );
$$;

comment on function specql_pattern.store_given_embedding(bigint, real[]) is
  'Stores a checked vector: as the offline one where it bears that mark, else under the provider given/1.';
