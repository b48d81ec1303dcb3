-- 011112  specql_registry.domain_pk()
-- From what people call a domain to its internal key.

create or replace function specql_registry.domain_pk(identifier text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  -- A number is claimed as a name is; 03 and A are other spellings of 3 and a.
  v_key constant text := common.name_key(coalesce(common.digit_of(domain_pk.identifier), domain_pk.identifier));
  v_pk  bigint;
begin
  select n.fk_domain into v_pk from specql_registry.tb_domain_name as n where n.name_key = v_key;
  return v_pk;
end;
$$;

comment on function specql_registry.domain_pk(text) is
  'The internal key of the domain with this number, name or alias, or null. Each is claimed by '
  'one domain.';
