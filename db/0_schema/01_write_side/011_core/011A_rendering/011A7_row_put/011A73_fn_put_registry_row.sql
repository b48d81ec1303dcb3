-- 011A73  specql_cutover.put_registry_row()
-- Takes one row of a registry's legacy file.

create or replace function specql_cutover.put_registry_row(source_table text, row_key text, content jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_keys   text[];
  v_domain jsonb;
  v_below  jsonb;
  v_entry  jsonb;
begin
  if source_table = 'document' then
    -- What the new value leaves out goes; a reserved code stays reserved.
    if row_key = 'schema_layers' then
      delete from specql_registry.tb_schema_layer as l
      where not exists (select from jsonb_object_keys(content) as k (key) where upper(k.key) = l.layer);
    elsif row_key = 'subdomain_inference' then
      delete from specql_registry.tb_inference_rule;
      delete from specql_registry.tb_registry_section as s where s.section_name like 'subdomain\_inference.%';
    end if;
    perform specql_cutover.put_by_import('registry', jsonb_build_object('domains', '[]'::jsonb, row_key, content));
    return;
  end if;

  v_keys := regexp_match(row_key, case source_table
    when 'domains' then '^domains\.([^.]+)$'
    when 'subdomains' then '^domains\.([^.]+)\.subdomains\.([^.]+)$'
    else '^domains\.([^.]+)\.subdomains\.([^.]+)\.' || source_table || '\.(.+)$' end);
  if v_keys is null then
    raise exception using
      errcode = 'SG237',
      message = format('%s is no key of the table %s', quote_literal(left(row_key, 100)), source_table),
      hint = 'Keys are written as domains.2.subdomains.3.entities.Contact.',
      column = 'row_key';
  end if;
  perform specql_cutover.checked_entry(content);
  -- What the row stands on comes as it is; the row itself as if the file had last said what it says now.
  v_domain := jsonb_build_object('$key', v_keys[1]) || case source_table when 'domains' then content else coalesce((
    select r.content from specql_cutover.rendered('registry', 'domains', array['domains.' || v_keys[1]]) as r), '{}') end;
  if source_table = 'domains' then
    update specql_registry.tb_domain as d
    set legacy = jsonb_build_object('key', coalesce(d.legacy ->> 'key', v_keys[1]), 'entry', v.content)
    from specql_cutover.lr_registry_domains as v
    where v.row_key = put_registry_row.row_key and specql_cutover.domain_key(d.domain_number, d.legacy) = v.row_key
      and d.legacy -> 'entry' is distinct from v.content;
  else
    v_entry := case source_table when 'subdomains' then content else coalesce((
      select r.content from specql_cutover.rendered('registry', 'subdomains',
        array['domains.' || v_keys[1] || '.subdomains.' || v_keys[2]]) as r), '{}') end;
    if source_table = 'subdomains' then
      update specql_registry.tb_subdomain as s
      set legacy = coalesce(s.legacy, '{}') || jsonb_build_object('key', v_keys[2], 'entry', v.content - 'next_entity_sequence')
      from specql_cutover.lr_registry_subdomains as v
      where v.row_key = put_registry_row.row_key and specql_cutover.subdomain_key(s.pk_subdomain) = v.row_key;
    else
      v_below := jsonb_build_object(source_table, jsonb_build_array(jsonb_build_object('$key', v_keys[3]) || content));
      if source_table = 'entities' then
        update specql_registry.tb_entity_registration as e
        set legacy = jsonb_build_object('key', v_keys[3], 'entry', v.content - 'status')
        from specql_cutover.lr_registry_entities as v
        where v.row_key = put_registry_row.row_key
          and specql_cutover.entry_key(e.fk_subdomain, 'entities', e.entity_name, e.legacy) = v.row_key;
      else
        update specql_registry.tb_read_entity as e
        set legacy = jsonb_build_object('key', v_keys[3], 'entry', v.content - 'files')
        from specql_cutover.lr_registry_read_entities as v
        where v.row_key = put_registry_row.row_key
          and specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = v.row_key;
        delete from specql_registry.tb_read_entity_file as f
        using specql_registry.tb_read_entity as e
        where e.pk_read_entity = f.fk_read_entity
          and specql_cutover.entry_key(e.fk_subdomain, 'read_entities', e.read_entity_name, e.legacy) = put_registry_row.row_key;
      end if;
    end if;
    v_domain := v_domain || jsonb_build_object('subdomains', jsonb_build_array(
      jsonb_build_object('$key', v_keys[2]) || v_entry || coalesce(v_below, '{}')));
  end if;
  perform specql_cutover.put_by_import('registry', jsonb_build_object('domains', jsonb_build_array(v_domain)));
end;
$$;

comment on function specql_cutover.put_registry_row(text, text, jsonb) is
  'Imports a document of the row and of what stands above it. SG237: no key of the table. What would reject a row is raised.';
