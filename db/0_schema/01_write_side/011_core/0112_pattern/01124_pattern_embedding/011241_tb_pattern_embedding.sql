-- 011241  specql_pattern.tb_pattern_embedding
-- A pattern's place in a provider's space.

do $$
declare
  -- The extension lies where its database's administrator put it.
  v_schema constant name := specql_pattern.extension_schema('vector');
begin
  execute format($sql$
    create table if not exists specql_pattern.tb_pattern_embedding (
      pk_pattern_embedding  bigint generated always as identity,
      id                    uuid not null default gen_random_uuid(),
      fk_domain_pattern     bigint not null,
      fk_embedding_provider bigint not null,
      embedding             %1$I.vector(384) not null,
      text_hash             text not null,
      created_at            timestamptz not null default clock_timestamp(),
      created_by            text not null default common.current_actor(),
      updated_at            timestamptz not null default clock_timestamp(),
      updated_by            text not null default common.current_actor(),
      constraint pk_tb_pattern_embedding primary key (pk_pattern_embedding),
      constraint uq_tb_pattern_embedding__id unique (id),
      constraint uq_tb_pattern_embedding__pattern unique (fk_domain_pattern, fk_embedding_provider),
      constraint fk_tb_pattern_embedding__pattern foreign key (fk_domain_pattern)
        references specql_pattern.tb_domain_pattern (pk_domain_pattern) on delete cascade,
      constraint fk_tb_pattern_embedding__provider foreign key (fk_embedding_provider)
        references specql_pattern.tb_embedding_provider (pk_embedding_provider)
    )
  $sql$, v_schema);
  -- Vectors of another provider are no neighbours: the offline ones have a graph of their own. It holds halves of the
  -- numbers' digits, which makes it half as large; what it finds is compared with all digits.
  execute format($sql$
    create index if not exists ix_tb_pattern_embedding__offline on specql_pattern.tb_pattern_embedding
      using hnsw ((embedding::%1$I.halfvec(384)) %1$I.halfvec_cosine_ops)
      with (m = 16, ef_construction = 100)
      where fk_embedding_provider = 1
  $sql$, v_schema);
  execute format($sql$
    create index if not exists ix_tb_pattern_embedding__others on specql_pattern.tb_pattern_embedding
      using hnsw ((embedding::%1$I.halfvec(384)) %1$I.halfvec_cosine_ops)
      with (m = 16, ef_construction = 100)
      where fk_embedding_provider > 1
  $sql$, v_schema);
end;
$$;

create index if not exists ix_tb_pattern_embedding__provider
  on specql_pattern.tb_pattern_embedding (fk_embedding_provider, fk_domain_pattern);

comment on table specql_pattern.tb_pattern_embedding is
  'The vector of a pattern''s text by one provider. Derived, so not in the change log: the pattern is.';
comment on column specql_pattern.tb_pattern_embedding.pk_pattern_embedding is 'Internal key, used by joins.';
comment on column specql_pattern.tb_pattern_embedding.id is 'Public key.';
comment on column specql_pattern.tb_pattern_embedding.fk_domain_pattern is 'Whose it is.';
comment on column specql_pattern.tb_pattern_embedding.fk_embedding_provider is 'Who made it: provider and version.';
comment on column specql_pattern.tb_pattern_embedding.embedding is 'The vector, of length 1.';
comment on column specql_pattern.tb_pattern_embedding.text_hash is 'SHA-256 of the text that it was made from: it is stale when the text has changed.';
comment on column specql_pattern.tb_pattern_embedding.created_at is 'When the row was made.';
comment on column specql_pattern.tb_pattern_embedding.created_by is 'Who made the row.';
comment on column specql_pattern.tb_pattern_embedding.updated_at is 'When the row was last changed.';
comment on column specql_pattern.tb_pattern_embedding.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pattern_embedding on specql_pattern.tb_pattern_embedding is 'the internal key is unique';
comment on constraint uq_tb_pattern_embedding__id on specql_pattern.tb_pattern_embedding is 'the public key is unique';
comment on constraint uq_tb_pattern_embedding__pattern on specql_pattern.tb_pattern_embedding is 'a pattern has one vector of each provider and version';
comment on constraint fk_tb_pattern_embedding__pattern on specql_pattern.tb_pattern_embedding is 'a vector belongs to a pattern';
comment on constraint fk_tb_pattern_embedding__provider on specql_pattern.tb_pattern_embedding is 'a vector has a provider';
comment on index specql_pattern.ix_tb_pattern_embedding__offline is 'Neighbours among the offline vectors.';
comment on index specql_pattern.ix_tb_pattern_embedding__others is 'Neighbours among the vectors of other providers.';
comment on index specql_pattern.ix_tb_pattern_embedding__provider is 'Vectors of a provider.';

create or replace trigger tr_800_stamp_row
  before update on specql_pattern.tb_pattern_embedding
  for each row execute function common.tg__stamp_row();

comment on trigger tr_800_stamp_row on specql_pattern.tb_pattern_embedding is 'Says who changed the row last, and when.';
