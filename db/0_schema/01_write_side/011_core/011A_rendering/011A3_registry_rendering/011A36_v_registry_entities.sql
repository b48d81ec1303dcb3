-- 011A36  specql_cutover.lr_registry_entities
-- Entities as the legacy file has them. A retired one stays there, and says so: its code is given for good.

create or replace view specql_cutover.lr_registry_entities as
select
  specql_cutover.entry_key(e.fk_subdomain, 'entities', e.entity_name, e.legacy) as row_key,
  ((s.fk_domain & 262143) << 45) + ((s.pk_subdomain & 1048575) << 25) + (e.pk_entity_registration & 33554431) as position,
  specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(specql_cutover.cell(
    r.entry,
    -- A code that was kept beside the new one stays in the file.
    'table_code', r.entry ? 'table_code', to_jsonb(e.table_code)),
    'entity_code', upper(r.entry ->> 'entity_code' collate "C") is not distinct from e.entity_code, to_jsonb(e.entity_code)),
    -- The time of assignment never changes; the file's text says it in the file's way.
    'assigned_at', r.entry ? 'assigned_at',
      to_jsonb(to_char(e.assigned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))),
    'status', e.status = 'active' or r.entry ->> 'status' = 'retired', '"retired"'
  ) as content,
  case when upper(r.entry ->> 'table_code' collate "C") is distinct from e.table_code
    then jsonb_build_object('table_code', e.table_code) end as also
from specql_registry.tb_entity_registration as e
  join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
  cross join lateral (select coalesce(specql_cutover.failsafe(e.legacy -> 'entry'), '{}') as entry) as r;

comment on view specql_cutover.lr_registry_entities is 'Entities as rows of the legacy file.';
comment on column specql_cutover.lr_registry_entities.row_key is 'Keys of domain and subdomain, and the name.';
comment on column specql_cutover.lr_registry_entities.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_registry_entities.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_registry_entities.also is
  'Other values that an attribute may have: the code that the registry gave where the file has another.';
