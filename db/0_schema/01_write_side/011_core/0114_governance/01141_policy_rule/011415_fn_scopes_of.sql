-- 011415  specql_governance.scopes_of()
-- The places a change stands in, from the widest to the narrowest.

create or replace function specql_governance.scopes_of(context jsonb)
  returns text[]
  language plpgsql
  stable
as $$
declare
  v_scopes text[] := array['all'];
  v_domain record;
  v_number text;
begin
  if context ->> 'domain' is not null then
    select d.pk_domain, d.domain_number into v_domain
    from specql_registry.tb_domain as d
    where d.pk_domain = specql_registry.domain_pk(left(context ->> 'domain', 200));
    if found then
      v_scopes := v_scopes || ('domain:' || v_domain.domain_number);
      if context ->> 'subdomain' is not null then
        select s.subdomain_number into v_number
        from specql_registry.tb_subdomain as s
        where s.pk_subdomain = specql_registry.subdomain_pk(v_domain.pk_domain, left(context ->> 'subdomain', 200));
        if found then
          v_scopes := v_scopes || format('subdomain:%s/%s', v_domain.domain_number, v_number);
        end if;
      end if;
    end if;
  end if;
  if context ->> 'table' is not null then
    v_scopes := v_scopes || format('table:%s.%s', coalesce(context ->> 'schema', 'public'), context ->> 'table');
  end if;
  if context ->> 'request_id' is not null then
    v_scopes := v_scopes || ('request:' || (context ->> 'request_id'));
  end if;
  return v_scopes;
end;
$$;

comment on function specql_governance.scopes_of(jsonb) is
  'The scopes of a context (domain, subdomain, schema, table, request_id): all, domain:N, subdomain:N/M, table:S.T, request:ID.';
