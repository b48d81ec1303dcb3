-- 031251  app.embed_text()
-- The offline vector of a text, and who made it.

create or replace function app.embed_text(text text)
  returns table (provider text, provider_version text, embedding real[])
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if btrim(coalesce(embed_text.text, '')) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'text is missing',
      hint = 'Give the words that the vector is to stand for.',
      column = 'text';
  end if;
  perform common.checked_text(embed_text.text, 'text');
  return query
    select v.provider, v.provider_version, specql_pattern.offline_embedding(embed_text.text)
    from specql_pattern.tb_embedding_provider as v
    where v.pk_embedding_provider = 1;
end;
$$;

comment on function app.embed_text(text) is
  'The vector of a text by the offline provider: 384 numbers that depend on the text alone. SG102, SG103: the text.';

grant execute on function app.embed_text(text) to specql_reader;
