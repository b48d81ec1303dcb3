-- 021241  app.pattern_embeddings
-- Which vectors there are. Not the vectors: nobody reads 384 numbers.

create or replace view app.pattern_embeddings as
select
  e.id,
  p.id as pattern_id,
  p.pattern_name,
  v.provider,
  v.provider_version,
  e.text_hash <> p.text_hash as stale,
  e.created_at,
  e.updated_at
from specql_pattern.tb_pattern_embedding as e
join specql_pattern.tb_embedding_provider as v on v.pk_embedding_provider = e.fk_embedding_provider
join specql_pattern.tb_domain_pattern as p on p.pk_domain_pattern = e.fk_domain_pattern;

comment on view app.pattern_embeddings is
  E'@primaryKey id\n'
  '@foreignKey (pattern_id) references app.patterns (id)\n'
  '@orderBy pattern_name, provider, provider_version\n'
  'Vectors of patterns: by whom, and whether the text has changed since.';
comment on column app.pattern_embeddings.id is E'@notNull\nPublic key.';
comment on column app.pattern_embeddings.pattern_id is E'@notNull\nPublic key of the pattern.';
comment on column app.pattern_embeddings.pattern_name is E'@notNull\nName of the pattern.';
comment on column app.pattern_embeddings.provider is E'@notNull\nWho made it.';
comment on column app.pattern_embeddings.provider_version is E'@notNull\nIn which version.';
comment on column app.pattern_embeddings.stale is E'@notNull\nWhether the pattern''s text has changed since.';
comment on column app.pattern_embeddings.created_at is E'@notNull\nWhen it was made.';
comment on column app.pattern_embeddings.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pattern_embeddings to specql_reader;
