-- 011124  specql_registry.found_subdomain()
-- The internal key of a subdomain, or an error that says what was meant.

create or replace function specql_registry.found_subdomain(domain text, subdomain text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_domain constant bigint := specql_registry.found_domain(domain);
  v_pk     constant bigint := specql_registry.subdomain_pk(v_domain, subdomain);
begin
  if v_pk is not null then
    return v_pk;
  end if;
  if subdomain is null or btrim(subdomain) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'subdomain is missing',
      hint = 'Give a subdomain''s number or name; app.infer_subdomain() may know which.',
      column = 'subdomain';
  end if;
  raise exception using
    errcode = 'SG203',
    message = format('domain %s has no subdomain %s', quote_literal(domain), quote_literal(left(subdomain, 63))),
    hint = coalesce(
      'Did you mean ' || common.closest(subdomain, array(
        select s.subdomain_name from specql_registry.tb_subdomain as s where s.fk_domain = v_domain
      )) || '?',
      'The view app.subdomains lists them; app.register_subdomain() adds one.'
    ),
    column = 'subdomain';
end;
$$;

comment on function specql_registry.found_subdomain(text, text) is
  'The internal key of a subdomain by number or name. SG102: nothing given. SG201, SG203: no such domain or '
  'subdomain.';
