-- 011765  specql_cutover.import_services_document()
-- Imports the services of a document, then what they depend on.

create or replace function specql_cutover.import_services_document(run bigint, document jsonb, zone text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_section  record;
  v_service  record;
  v_problems jsonb;
begin
  if jsonb_typeof(document) is distinct from 'object' or not document ? 'services' then
    raise exception using
      errcode = 'SG112',
      message = 'the document is no service registry',
      hint = 'A service registry has the key services at its top. A domain registry goes to import registry.',
      column = 'document';
  end if;
  -- Who depends on what nobody knows, or on itself by a detour, is refused before anything is registered.
  v_problems := specql_cutover.dependency_problems(coalesce((
    select jsonb_agg(e.entry order by e.ordinal) from specql_cutover.entries(document -> 'services', 'services') as e
    where jsonb_typeof(e.entry) = 'object'
  ), '[]'));
  for v_service in select e.* from specql_cutover.entries(document -> 'services', 'services') as e order by e.ordinal loop
    perform specql_cutover.try_service(run, v_problems, v_service.ordinal, v_service.entry, v_service.line, zone);
  end loop;
  perform specql_cutover.import_dependencies(run);
  -- What the file says beside its services is kept as it is.
  for v_section in
    select k.key, document -> k.key as content
    from jsonb_object_keys(document) as k (key)
    where k.key <> 'services' and k.key not like '$%'
  loop
    perform specql_cutover.import_legacy_row(run, 'services', 'document', v_section.key, jsonb_build_object('value', v_section.content),
      v_section.key, null);
  end loop;
end;
$$;

comment on function specql_cutover.import_services_document(bigint, jsonb, text) is
  'Imports services, operations and dependencies. SG112: the document is no service registry.';
