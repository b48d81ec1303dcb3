-- 01176B  specql_cutover.imported_dependencies()
-- What the services that an import brought depend on.

create or replace function specql_cutover.imported_dependencies(run bigint)
  returns table (row_key bigint, path text, line integer, name text, place integer, service bigint, needed bigint)
  language sql
  stable
as $$
  with known as materialized (
    select s.pk_service, common.name_key(s.service_name) as key from specql_service.tb_service as s
  ), wanted as materialized (
    select r.pk_import_row, r.path, r.line, d.name, d.position::integer as position,
      common.name_key(r.source_row ->> 'name') as service_key, common.name_key(d.name) as needed_key
    from specql_cutover.tb_import_row as r
      cross join lateral jsonb_array_elements_text(
        case jsonb_typeof(r.source_row -> 'dependencies') when 'array' then r.source_row -> 'dependencies' else '[]' end
      ) with ordinality as d (name, position)
    where r.fk_import_run = run and r.source_table = 'services' and r.outcome <> 'rejected'
  )
  select w.pk_import_row, w.path, w.line, w.name, w.position, s.pk_service, n.pk_service
  from wanted as w
    join known as s on s.key = w.service_key
    left join known as n on n.key = w.needed_key;
$$;

comment on function specql_cutover.imported_dependencies(bigint) is
  'One row for each dependency of each imported service of the run; needed is null where that service was rejected.';
