-- 011137  specql_registry.found_entity()
-- The internal key of the one entity that was meant.

create or replace function specql_registry.found_entity(domain text, subdomain text, entity_name text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_subdomain constant bigint := specql_registry.found_subdomain(domain, subdomain);
  v_pk bigint;
begin
  select e.pk_entity_registration
  into v_pk
  from specql_registry.tb_entity_registration as e
  where e.fk_subdomain = v_subdomain
    and (
      e.name_key = common.name_key(found_entity.entity_name)
      or e.table_code = upper(found_entity.entity_name collate "C")
    );
  if found then
    return v_pk;
  end if;
  raise exception using
    errcode = case when coalesce(btrim(entity_name), '') = '' then 'SG102' else 'SG204' end,
    message = case
      when coalesce(btrim(entity_name), '') = '' then 'entity_name is missing'
      else format('there is no entity %s in %s.%s', quote_literal(left(entity_name, 63)), domain, subdomain)
    end,
    hint = coalesce(
      'Did you mean ' || common.closest(entity_name, array(
        select e.entity_name from specql_registry.tb_entity_registration as e where e.fk_subdomain = v_subdomain
      )) || '?',
      'app.find_entity() looks in every subdomain.'
    ),
    column = 'entity_name';
end;
$$;

comment on function specql_registry.found_entity(text, text, text) is
  'The internal key of an entity of a subdomain by name or table code. SG102: no name. SG201, SG203, SG204: '
  'no such domain, subdomain or entity.';
