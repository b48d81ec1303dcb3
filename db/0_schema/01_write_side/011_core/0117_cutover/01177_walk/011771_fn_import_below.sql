-- 011771  specql_cutover.import_below()
-- Imports the rows that stand below a row that went in.

create or replace function specql_cutover.import_below(
  run bigint, source_table text, entry jsonb, path text, parent bigint, key text, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_place record;
begin
  case source_table
  when 'domains' then
    perform specql_cutover.import_collection(
      run, 'subdomains', entry -> 'subdomains', path || '.subdomains', parent,
      jsonb_build_object('domain', common.digit_of(key)), zone);
  when 'subdomains' then
    select s.domain_number, s.subdomain_number
    into v_place
    from specql_registry.tb_subdomain as s
    where s.pk_subdomain = parent;
    perform specql_cutover.import_entities(
      run, parent, v_place.domain_number, v_place.subdomain_number, entry -> 'entities', path || '.entities', zone);
    perform specql_cutover.compare_counter(run, parent, entry, path);
    perform specql_cutover.import_collection(
      run, 'read_entities', entry -> 'read_entities', path || '.read_entities', parent,
      jsonb_build_object('domain', v_place.domain_number, 'subdomain', v_place.subdomain_number), zone);
  when 'read_entities' then
    perform specql_cutover.import_collection(
      run, 'read_files', entry -> 'files', path || '.files', parent,
      context || jsonb_build_object('read_entity', key), zone);
  when 'services' then
    perform specql_cutover.import_collection(
      run, 'operations', entry -> 'operations', path || '.operations', parent,
      jsonb_build_object('service', entry ->> 'name'), zone);
  when 'composites' then
    perform specql_cutover.import_collection(
      run, 'composite_fields', entry -> 'fields', path || '.fields', parent,
      context || jsonb_build_object('type', coalesce(key, entry ->> 'name')), zone);
  else
    null;
  end case;
end;
$$;

comment on function specql_cutover.import_below(bigint, text, jsonb, text, bigint, text, jsonb, text) is
  'Imports a domain''s subdomains, a subdomain''s entities and read entities, a read entity''s files, a service''s operations, a composite type''s fields.';
