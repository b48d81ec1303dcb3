-- 011125  specql_registry.meant_subdomain()
-- The subdomain that was named or, where none was, the one that the rules infer.

create or replace function specql_registry.meant_subdomain(domain text, subdomain text, entity_name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_inferred text;
begin
  if coalesce(subdomain, '') = '' and not specql_registry.validation_flag('require_subdomain', false) then
    v_inferred := app.infer_subdomain(domain => meant_subdomain.domain, entity_name => meant_subdomain.entity_name);
    if v_inferred is not null and specql_registry.validation_flag('warn_on_inference', true) then
      raise warning using
        errcode = '01000',
        message = format('subdomain %s was inferred from the entity''s name', v_inferred);
    end if;
  end if;
  return specql_registry.found_subdomain(
    domain => meant_subdomain.domain, subdomain => coalesce(v_inferred, meant_subdomain.subdomain)
  );
end;
$$;

comment on function specql_registry.meant_subdomain(text, text, text) is
  'The internal key of the named subdomain. Where none is named and validation.require_subdomain does not '
  'forbid it, the inference rules decide, with a warning unless validation.warn_on_inference is off. SG102, '
  'SG201, SG203 as specql_registry.found_subdomain().';
