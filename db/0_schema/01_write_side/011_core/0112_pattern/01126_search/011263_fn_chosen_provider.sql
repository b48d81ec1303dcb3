-- 011263  specql_pattern.chosen_provider()
-- Whose vectors a vector is compared with.

create or replace function specql_pattern.chosen_provider(
  query_embedding  real[],
  provider         text,
  provider_version text
)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_offline constant boolean := specql_pattern.is_offline(query_embedding);
  v_others  bigint[];
begin
  if v_offline then
    if provider <> 'specql-offline' or provider_version <> '1' then
      raise exception using
        errcode = 'SG163',
        message = 'this vector is not of this provider',
        detail = 'It is one of app.embed_text().',
        hint = 'Leave the provider out, or give a vector of its model.',
        column = 'provider';
    end if;
    return 1;
  end if;

  if provider is not null then
    return specql_pattern.found_embedding_provider(provider, provider_version);
  end if;
  select array_agg(v.pk_embedding_provider)
  into v_others
  from specql_pattern.tb_embedding_provider as v
  where v.pk_embedding_provider <> 1;
  if cardinality(v_others) > 1 then
    raise exception using
      errcode = 'SG163',
      message = 'there are vectors of several providers: say which one made this vector',
      detail = format('There are those of %s.', left((
        select string_agg(v.identifier, ', ' order by v.identifier collate "C")
        from specql_pattern.tb_embedding_provider as v
        where v.pk_embedding_provider <> 1
      ), 1000)),
      hint = 'Name it in provider, and in provider_version where there are several.',
      column = 'provider';
  end if;
  -- The library's one model; or, where no model was ever used, whoever made the vector knows what he does.
  return coalesce(v_others[1], 1);
end;
$$;

comment on function specql_pattern.chosen_provider(real[], text, text) is
  'The provider whose vectors a checked vector is compared with: the offline one for its own vectors, else the one '
  'that is named, else the only other one. SG163: it is another, or unclear. SG263: no such provider.';
