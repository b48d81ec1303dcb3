-- 011236  specql_pattern.found_embedding_provider()
-- The internal key of a provider in a version, or which there are.

create or replace function specql_pattern.found_embedding_provider(provider text, provider_version text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk    bigint;
  v_known text;
begin
  -- Without a version: the one that came last.
  select e.pk_embedding_provider
  into v_pk
  from specql_pattern.tb_embedding_provider as e
  where e.provider = found_embedding_provider.provider
    and (found_embedding_provider.provider_version is null
      or e.provider_version = found_embedding_provider.provider_version)
  order by e.pk_embedding_provider desc
  limit 1;
  if v_pk is null then
    select string_agg(k.identifier, ', ' order by k.identifier collate "C")
    into v_known
    from (
      select e.identifier from specql_pattern.tb_embedding_provider as e order by e.pk_embedding_provider limit 20
    ) as k;
    raise exception using
      errcode = 'SG263',
      message = format('no vectors are of the provider %s',
        quote_literal(left(concat_ws('/', provider, provider_version), 200))),
      hint = format('There are those of %s.', v_known),
      column = 'provider';
  end if;
  return v_pk;
end;
$$;

comment on function specql_pattern.found_embedding_provider(text, text) is
  'The internal key of a provider, in its latest version where none is named, or SG263 with those that there are.';
