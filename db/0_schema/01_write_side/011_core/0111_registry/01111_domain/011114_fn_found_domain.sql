-- 011114  specql_registry.found_domain()
-- The internal key of a domain, or an error that says what was meant.

create or replace function specql_registry.found_domain(domain text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk constant bigint := specql_registry.domain_pk(domain);
begin
  if v_pk is not null then
    return v_pk;
  end if;
  if domain is null or btrim(domain) = '' then
    raise exception using
      errcode = 'SG102',
      message = 'domain is missing',
      hint = 'Give a domain''s number, name or alias.',
      column = 'domain';
  end if;
  raise exception using
    errcode = 'SG201',
    message = format('there is no domain %s', quote_literal(left(domain, 63))),
    hint = coalesce(
      'Did you mean ' || common.closest(domain, array(select n.name from specql_registry.tb_domain_name as n)) || '?',
      'The view app.domains lists them; app.register_domain() adds one.'
    ),
    column = 'domain';
end;
$$;

comment on function specql_registry.found_domain(text) is
  'The internal key of the domain with this number, name or alias. SG102: nothing given. SG201: no such domain.';
