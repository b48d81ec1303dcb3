-- 011778  specql_cutover.import_registry_document()
-- Imports each section of a registry document.

create or replace function specql_cutover.import_registry_document(run bigint, document jsonb, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_section record;
  v_domain  record;
  v_rule    record;
begin
  if jsonb_typeof(document) is distinct from 'object' or not document ? 'domains' then
    raise exception using
      errcode = 'SG112',
      message = 'the document is no domain registry',
      detail = format('It has the keys: %s.', (
        select coalesce(string_agg(k.key, ', '), 'none')
        from jsonb_object_keys(case jsonb_typeof(document) when 'object' then document else '{}' end) as k (key)
      )),
      hint = 'A domain registry has the key domains at its top. A services file goes to import services.',
      column = 'document';
  end if;

  perform specql_cutover.import_collection(
    run, 'schema_layers', document -> 'schema_layers', 'schema_layers', null, '{}', zone);
  -- Sections first: validation and reserved codes govern what follows.
  for v_section in
    select k.key, row_number() over (order by k.position) as ordinal, document -> k.key as content
    from jsonb_object_keys(document) with ordinality as k (key, position)
    where k.key not in ('schema_layers', 'domains', 'reserved_codes', 'subdomain_inference')
      and k.key not like '$%'
  loop
    perform specql_cutover.try_row(
      run, 'sections', v_section.key, v_section.content, v_section.ordinal::integer, v_section.key, null, null, '{}', zone);
  end loop;
  perform specql_cutover.import_collection(
    run, 'reserved_codes', document -> 'reserved_codes', 'reserved_codes', null, '{}', zone);
  perform specql_cutover.import_collection(run, 'domains', document -> 'domains', 'domains', null, '{}', zone);

  for v_domain in
    select e.* from specql_cutover.entries(document -> 'subdomain_inference', 'subdomain_inference') as e order by e.ordinal
  loop
    for v_rule in
      select e.* from specql_cutover.entries(v_domain.entry, 'subdomain_inference.' || v_domain.key) as e order by e.ordinal
    loop
      perform specql_cutover.import_collection(
        run, 'inference_rules',
        case when jsonb_typeof(v_rule.entry) = 'object' then v_rule.entry -> 'patterns' else v_rule.entry end,
        'subdomain_inference.' || v_domain.key || '.' || v_rule.key || '.patterns', null,
        jsonb_build_object('domain', v_domain.key, 'subdomain', v_rule.key), zone
      );
      -- What a rule says beside its patterns, and a rule without any, is kept as a section.
      if jsonb_typeof(v_rule.entry) is distinct from 'array'
        and (jsonb_typeof(v_rule.entry) is distinct from 'object' or v_rule.entry - 'patterns' <> '{}'
          or coalesce(v_rule.entry -> 'patterns', '[]') in ('[]', 'null', '""'))
      then
        perform specql_cutover.try_row(
          run, 'sections', 'subdomain_inference.' || v_domain.key || '.' || v_rule.key, v_rule.entry - 'patterns',
          1000 + v_rule.ordinal, 'subdomain_inference.' || v_domain.key || '.' || v_rule.key, v_rule.line, null, '{}', zone);
      end if;
    end loop;
  end loop;
end;
$$;

comment on function specql_cutover.import_registry_document(bigint, jsonb, text) is
  'Imports layers, other sections, reserved codes, domains with all below them, and inference rules. SG112: the document '
  'is no domain registry.';
