-- 01145D  specql_governance.given_code()
-- The registry's code for the table of a request that is approved.

create or replace function specql_governance.given_code(request specql_governance.tb_schema_request)
  returns text
  language plpgsql
  volatile
as $$
declare
  v_code text;
begin
  if request.fk_subdomain is null then
    return null;
  end if;
  select app.allocate_entity_code(
    domain => s.domain_number, subdomain => s.subdomain_number, entity_name => request.entity_name)
  into v_code
  from (
    select d.domain_number, p.subdomain_number
    from specql_registry.tb_subdomain as p
      join specql_registry.tb_domain as d on d.pk_domain = p.fk_domain
    where p.pk_subdomain = request.fk_subdomain
  ) as s;
  return v_code;
end;
$$;

comment on function specql_governance.given_code(specql_governance.tb_schema_request) is
  'Allocates the table''s code where the request names a place; an entity that is registered keeps its own. SG304: the '
  'subdomain is full. SG308: the entity is retired.';
