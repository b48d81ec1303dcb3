-- 011755  specql_cutover.import_subdomain()
-- Imports one subdomain, without what is below it.

create or replace function specql_cutover.import_subdomain(
  run bigint, domain bigint, key text, entry jsonb, path text, line integer
)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_number  constant text := common.checked_digit(key, 'key');
  v_entry   constant jsonb := specql_cutover.checked_entry(entry) - '{entities,read_entities,next_entity_sequence}'::text[];
  v_file    constant jsonb := jsonb_build_object('key', key, 'entry', v_entry);
  v_name    constant text := specql_registry.checked_place_name(specql_cutover.text_of(v_entry, 'name'), 'name');
  v_text    constant text := common.checked_text(specql_cutover.text_of(v_entry, 'description'), 'description');
  v_domain  text;
  v_known   record;
  v_changes jsonb;
begin
  perform specql_cutover.integer_of(entry, 'next_entity_sequence');
  select d.domain_number into v_domain from specql_registry.tb_domain as d where d.pk_domain = domain;
  perform specql_cutover.refuse_second_key(run, 'subdomains', v_domain || v_number, path);

  select s.pk_subdomain, s.legacy, to_jsonb(s) as fields
  into v_known
  from specql_registry.tb_subdomain as s
  where s.fk_domain = domain and s.subdomain_number = v_number;

  if not found then
    perform app.register_subdomain(
      domain => v_domain, subdomain_number => v_number, subdomain_name => v_name, description => v_text
    );
    update specql_registry.tb_subdomain as s set legacy = v_file
    where s.fk_domain = domain and s.subdomain_number = v_number
    returning s.pk_subdomain into v_known.pk_subdomain;
    perform specql_cutover.note_row(run, 'subdomains', path, line, 'imported', '[]', v_entry);
    return v_known.pk_subdomain;
  end if;
  if v_known.legacy - 'counter' is not distinct from v_file then
    perform specql_cutover.note_row(run, 'subdomains', path, line, 'unchanged', '[]', v_entry);
    return v_known.pk_subdomain;
  end if;

  v_changes := specql_cutover.merge_row(
    target => 'specql_registry.tb_subdomain', pk_column => 'pk_subdomain', pk => v_known.pk_subdomain,
    fields => v_known.fields, legacy => v_known.legacy, file => v_file,
    columns => jsonb_build_object(
      'subdomain_name', jsonb_build_array('name', v_name, v_known.legacy #> '{entry,name}'),
      'description', jsonb_build_array('description', v_text, v_known.legacy #> '{entry,description}')
    )
  );
  perform specql_cutover.note_row(
    run, 'subdomains', path, line, specql_cutover.outcome_of(v_changes), v_changes, v_entry);
  return v_known.pk_subdomain;
end;
$$;

comment on function specql_cutover.import_subdomain(bigint, bigint, text, jsonb, text, integer) is
  'Registers the subdomain, or merges the file''s row into it; notes the row; returns its internal key. The counter is '
  'compared after the entities, by specql_cutover.compare_counter(). Raises what makes the row a rejected one.';
