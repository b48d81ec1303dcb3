-- 021231  app.embedding_providers
-- Who makes vectors.

create or replace view app.embedding_providers as
select
  e.id,
  e.provider,
  e.provider_version,
  e.description,
  e.created_at,
  e.updated_at
from specql_pattern.tb_embedding_provider as e;

comment on view app.embedding_providers is
  E'@primaryKey id\n'
  '@orderBy provider, provider_version\n'
  'Sources of vectors. Those of different providers, or versions, are never compared.';
comment on column app.embedding_providers.id is E'@notNull\nPublic key.';
comment on column app.embedding_providers.provider is E'@notNull\nName, for example of the model.';
comment on column app.embedding_providers.provider_version is E'@notNull\nVersion.';
comment on column app.embedding_providers.description is 'What it is.';
comment on column app.embedding_providers.created_at is E'@notNull\nWhen it was made.';
comment on column app.embedding_providers.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.embedding_providers to specql_reader;
