-- 011779  specql_cutover.retry_row()
-- Imports one kept row at the place that its context names.

create or replace function specql_cutover.retry_row(
  run bigint, source_table text, entry jsonb, path text, line integer, context jsonb, zone text
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_key    constant text := case when jsonb_typeof(entry) = 'object' then entry ->> '$key' end;
  v_entry  constant jsonb := case when jsonb_typeof(entry) = 'object' then entry - '{$key,$line}'::text[] else entry end;
  v_parent bigint;
  v_pk     bigint;
begin
  v_parent := case source_table
    when 'subdomains' then specql_registry.found_domain(context ->> 'domain')
    when 'entities' then specql_registry.found_subdomain(context ->> 'domain', context ->> 'subdomain')
    when 'read_entities' then specql_registry.found_subdomain(context ->> 'domain', context ->> 'subdomain')
    when 'read_files' then (
      select r.pk_read_entity
      from specql_registry.tb_read_entity as r
      where r.fk_subdomain = specql_registry.found_subdomain(context ->> 'domain', context ->> 'subdomain')
        and r.read_entity_name = context ->> 'read_entity'
    )
    when 'operations' then (
      select s.pk_service
      from specql_service.tb_service as s
      where common.name_key(s.service_name) = common.name_key(context ->> 'service')
    )
    when 'composite_fields' then specql_type.found_type(context ->> 'type')
  end;
  delete from specql_cutover.tb_import_row as r
  where r.fk_import_run = run and r.outcome = 'rejected'
    and (r.path = retry_row.path or starts_with(r.path, retry_row.path || '.'));
  v_pk := specql_cutover.import_row(run, source_table, v_key, v_entry, 1, path, line, v_parent,
    context || case when context ? 'types' then '{"retry": true}'::jsonb else '{}' end, zone);
  if v_pk is not null then
    perform specql_cutover.import_below(run, source_table, v_entry, path, v_pk, v_key, context, zone);
  end if;
  if source_table = 'services' then
    perform specql_cutover.import_dependencies(run);
  end if;
end;
$$;

comment on function specql_cutover.retry_row(bigint, text, jsonb, text, integer, jsonb, text) is
  'Imports the row and what stands below it under the run that had refused it.';
