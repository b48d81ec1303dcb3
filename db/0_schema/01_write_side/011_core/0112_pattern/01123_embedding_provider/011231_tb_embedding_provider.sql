-- 011231  specql_pattern.tb_embedding_provider
-- Who makes vectors. Only those of one provider in one version are ever compared.

create table if not exists specql_pattern.tb_embedding_provider (
  pk_embedding_provider bigint generated always as identity (start with 2),
  id                    uuid not null default gen_random_uuid(),
  provider              text not null,
  provider_version      text not null,
  identifier            text generated always as (provider || '/' || provider_version) stored,
  description           text,
  created_at            timestamptz not null default clock_timestamp(),
  created_by            text not null default common.current_actor(),
  updated_at            timestamptz not null default clock_timestamp(),
  updated_by            text not null default common.current_actor(),
  constraint pk_tb_embedding_provider primary key (pk_embedding_provider),
  constraint uq_tb_embedding_provider__id unique (id),
  constraint uq_tb_embedding_provider__provider unique (provider, provider_version),
  constraint ck_tb_embedding_provider__provider check (provider ~ '^[!-~]{1,120}$' collate "C"),
  constraint ck_tb_embedding_provider__provider_version check (provider_version ~ '^[!-~]{1,60}$' collate "C"),
  constraint ck_tb_embedding_provider__offline
    check ((pk_embedding_provider = 1) = (provider = 'specql-offline' and provider_version = '1'))
);

comment on table specql_pattern.tb_embedding_provider is 'A source of vectors, in one version.';
comment on column specql_pattern.tb_embedding_provider.pk_embedding_provider is 'Internal key, used by joins. 1 is the offline provider.';
comment on column specql_pattern.tb_embedding_provider.id is 'Public key.';
comment on column specql_pattern.tb_embedding_provider.provider is 'Name, for example of the model.';
comment on column specql_pattern.tb_embedding_provider.provider_version is 'Version: vectors of two versions are never compared either.';
comment on column specql_pattern.tb_embedding_provider.identifier is 'Name for humans.';
comment on column specql_pattern.tb_embedding_provider.description is 'What it is.';
comment on column specql_pattern.tb_embedding_provider.created_at is 'When the row was made.';
comment on column specql_pattern.tb_embedding_provider.created_by is 'Who made the row.';
comment on column specql_pattern.tb_embedding_provider.updated_at is 'When the row was last changed.';
comment on column specql_pattern.tb_embedding_provider.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_embedding_provider on specql_pattern.tb_embedding_provider is 'the internal key is unique';
comment on constraint uq_tb_embedding_provider__id on specql_pattern.tb_embedding_provider is 'the public key is unique';
comment on constraint uq_tb_embedding_provider__provider on specql_pattern.tb_embedding_provider is 'a provider has each version once';
comment on constraint ck_tb_embedding_provider__provider on specql_pattern.tb_embedding_provider is
  'a provider has a name of 1 to 120 ASCII characters without spaces';
comment on constraint ck_tb_embedding_provider__provider_version on specql_pattern.tb_embedding_provider is
  'a provider''s version has 1 to 60 ASCII characters without spaces';
comment on constraint ck_tb_embedding_provider__offline on specql_pattern.tb_embedding_provider is
  'the key 1 is that of the offline provider: an index is made for it';

select specql_audit.audit_table('specql_pattern.tb_embedding_provider');

insert into specql_pattern.tb_embedding_provider (pk_embedding_provider, provider, provider_version, description)
overriding system value
values (1, 'specql-offline', '1', 'Words and parts of words, hashed: needs nothing but the text. Made by app.embed_text().')
on conflict (pk_embedding_provider) do nothing;
