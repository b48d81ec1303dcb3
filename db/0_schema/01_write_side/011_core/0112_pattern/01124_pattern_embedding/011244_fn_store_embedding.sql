-- 011244  specql_pattern.store_embedding()
-- Puts a vector in its place, or replaces the one that is there.

create or replace function specql_pattern.store_embedding(domain_pattern bigint, provider bigint, embedding real[])
  returns void
  language sql
  volatile
as $$
  insert into specql_pattern.tb_pattern_embedding as e
    (fk_domain_pattern, fk_embedding_provider, embedding, text_hash)
  select p.pk_domain_pattern, provider, store_embedding.embedding, p.text_hash
  from specql_pattern.tb_domain_pattern as p
  where p.pk_domain_pattern = domain_pattern
  on conflict on constraint uq_tb_pattern_embedding__pattern do update
  set embedding = excluded.embedding, text_hash = excluded.text_hash
  -- The same again would be a new version of the row, and of its place in the graph.
  where e.text_hash <> excluded.text_hash or e.embedding::text <> excluded.embedding::text;
$$;

comment on function specql_pattern.store_embedding(bigint, bigint, real[]) is
  'Stores a checked vector of a pattern''s text by a provider.';
