-- 031241  app.set_pattern_embedding()
-- Stores a model's vector of a pattern beside those of other models.

create or replace function app.set_pattern_embedding(
  pattern_name     text,
  provider         text,
  provider_version text,
  embedding        real[]
)
  returns app.pattern_embeddings
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk        constant bigint := specql_pattern.found_domain_pattern(pattern_name);
  v_embedding constant real[] := specql_pattern.checked_embedding(embedding, 'embedding');
  v_provider  bigint;
  v_row       app.pattern_embeddings;
begin
  if (provider = 'specql-offline') is distinct from specql_pattern.is_offline(v_embedding) then
    raise exception using
      errcode = 'SG163',
      message = 'this vector is not of this provider',
      detail = 'Offline vectors bear a mark, and no others do.',
      hint = 'specql-offline is the name of app.embed_text(); give another model its own.',
      column = 'provider';
  end if;
  v_provider := specql_pattern.claimed_embedding_provider(provider => provider, provider_version => provider_version);

  perform specql_pattern.store_embedding(
    domain_pattern => v_pk,
    provider => v_provider,
    embedding => v_embedding
  );

  select v.* into v_row
  from app.pattern_embeddings as v
  where v.pattern_id = specql_pattern.domain_pattern_id(v_pk)
    and v.provider = set_pattern_embedding.provider
    and v.provider_version = set_pattern_embedding.provider_version;
  return v_row;
end;
$$;

comment on function app.set_pattern_embedding(text, text, text, real[]) is
  'Stores the vector of a pattern''s text by a provider in a version. SG102, SG103, SG105, SG160, SG161, SG162, '
  'SG163: the input is wrong. SG261: no such pattern.';

grant execute on function app.set_pattern_embedding(text, text, text, real[]) to specql_author;
