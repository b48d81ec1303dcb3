-- 011A37  specql_cutover.lr_registry_read_entities
-- Read entities as the legacy file has them, with their files.

create or replace view specql_cutover.lr_registry_read_entities as
select
  specql_cutover.entry_key(t.fk_subdomain, 'read_entities', t.read_entity_name, t.legacy) as row_key,
  ((s.fk_domain & 262143) << 45) + ((s.pk_subdomain & 1048575) << 25) + (t.pk_read_entity & 33554431) as position,
  specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(
    r.entry,
    'code', nullif(r.entry ->> 'code', '') is not distinct from t.code, to_jsonb(t.code)),
    'entity_number', specql_cutover.integer_of(r.entry, 'entity_number') is not distinct from t.entity_number,
      to_jsonb(t.entity_number::text)),
    'view_type', r.entry ->> 'view_type' is not distinct from t.view_type, to_jsonb(t.view_type)),
    'assigned_at', r.entry ? 'assigned_at',
      to_jsonb(to_char(t.assigned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
  ) || case when f.rows is null then '{}' else jsonb_build_object('files', f.rows) end as content,
  null::jsonb as also
from specql_registry.tb_read_entity as t
  join specql_registry.tb_subdomain as s on s.pk_subdomain = t.fk_subdomain
  cross join lateral (select coalesce(specql_cutover.failsafe(t.legacy -> 'entry'), '{}') as entry) as r
  cross join lateral (
    -- A row that stands twice in the file is kept once, with both its places.
    select jsonb_agg(specql_cutover.failsafe(x.legacy) order by p.position) as rows
    from specql_registry.tb_read_entity_file as x
      cross join lateral unnest(x.positions) as p (position)
    where x.fk_read_entity = t.pk_read_entity
  ) as f;

comment on view specql_cutover.lr_registry_read_entities is 'Read entities as rows of the legacy file.';
comment on column specql_cutover.lr_registry_read_entities.row_key is 'Keys of domain and subdomain, and the name.';
comment on column specql_cutover.lr_registry_read_entities.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_read_entities.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_read_entities.also is 'Other values that an attribute may have.';
