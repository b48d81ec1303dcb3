-- 031243  app.remove_embeddings()
-- Drops a provider and all of its vectors.

create or replace function app.remove_embeddings(provider text, provider_version text)
  returns integer
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk      constant bigint := specql_pattern.found_embedding_provider(provider, provider_version);
  v_removed integer;
begin
  if v_pk = 1 then
    raise exception using
      errcode = 'SG402',
      message = 'the offline vectors stay',
      detail = 'Each pattern has one, so that search needs no provider.',
      column = 'provider';
  end if;
  delete from specql_pattern.tb_pattern_embedding as e where e.fk_embedding_provider = v_pk;
  get diagnostics v_removed = row_count;
  delete from specql_pattern.tb_embedding_provider as v where v.pk_embedding_provider = v_pk;
  return v_removed;
end;
$$;

comment on function app.remove_embeddings(text, text) is
  'Removes the vectors of a provider in a version, and the provider; answers how many there were. SG263: no such '
  'provider. SG402: the offline provider stays.';

grant execute on function app.remove_embeddings(text, text) to specql_admin;
