-- 031242  app.pending_embeddings()
-- What a provider has still to embed.

create or replace function app.pending_embeddings(
  provider         text,
  provider_version text,
  "limit"          integer default 100,
  after_name       text default null
)
  returns table (pattern_name text, embedded_text text)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select p.pattern_name,
    specql_pattern.pattern_text(p.pattern_name, c.category_name, p.description, p.tags)
  from specql_pattern.tb_domain_pattern as p
  join specql_pattern.tb_pattern_category as c on c.pk_pattern_category = p.fk_pattern_category
  where (after_name is null or p.pattern_name collate "C" > after_name collate "C")
    and not exists (
      select from specql_pattern.tb_pattern_embedding as e
      join specql_pattern.tb_embedding_provider as v on v.pk_embedding_provider = e.fk_embedding_provider
      where e.fk_domain_pattern = p.pk_domain_pattern
        and v.provider = pending_embeddings.provider
        and v.provider_version = pending_embeddings.provider_version
        and e.text_hash = p.text_hash
    )
  order by p.pattern_name collate "C"
  limit greatest(coalesce("limit", 100), 0);
$$;

comment on function app.pending_embeddings(text, text, integer, text) is
  'The patterns that have no vector of this provider and version, or one of another text, in order of their names: '
  'whoever stops between two calls goes on where he was.';

grant execute on function app.pending_embeddings(text, text, integer, text) to specql_reader;
