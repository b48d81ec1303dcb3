-- 011A74  specql_cutover.remove_registry_row()
-- Removes a row of a registry's legacy file, or retires what cannot go.

create or replace function specql_cutover.remove_registry_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_entity record;
begin
  case source_table
  when 'entities' then
    select e.entity_name, e.domain_number, e.subdomain_number, e.status
    into v_entity
    from specql_registry.tb_entity_registration as e
    where specql_cutover.entry_key(e.fk_subdomain, 'entities', e.entity_name, e.legacy) = row_key;
    if not found or v_entity.status = 'retired' then
      return false;
    end if;
    perform app.retire_entity(
      domain => v_entity.domain_number, subdomain => v_entity.subdomain_number, entity_name => v_entity.entity_name);
    return true;
  when 'read_entities' then
    delete from specql_registry.tb_read_entity_file as f
    using specql_registry.tb_read_entity as e
    where e.pk_read_entity = f.fk_read_entity
      and specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = row_key;
    delete from specql_registry.tb_read_entity as e
    where specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = row_key;
    return found;
  when 'document' then
    if row_key = 'schema_layers' then
      delete from specql_registry.tb_schema_layer;
    elsif row_key = 'subdomain_inference' then
      delete from specql_registry.tb_inference_rule;
      delete from specql_registry.tb_registry_section as s where s.section_name like 'subdomain\_inference.%';
      return true;
    elsif row_key = 'reserved_codes' then
      raise exception using
        errcode = 'SG402', message = 'reserved codes stay reserved', column = 'row_key';
    else
      delete from specql_registry.tb_registry_section as s where s.section_name = row_key;
    end if;
    return found;
  else
    if not exists (select from specql_cutover.rendered('registry', source_table, array[row_key])) then
      return false;
    end if;
    raise exception using
      errcode = 'SG402',
      message = format('rows of %s cannot be removed', source_table),
      detail = 'Codes of their entities were given out, and stay given.',
      hint = 'Retire the entities below it.',
      column = 'row_key';
  end case;
end;
$$;

comment on function specql_cutover.remove_registry_row(text, text) is
  'An entity is retired and keeps its code; read entities and sections go. False where there is none. SG402: domains, subdomains and '
  'reserved codes stay.';
