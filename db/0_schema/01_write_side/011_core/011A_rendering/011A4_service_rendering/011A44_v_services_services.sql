-- 011A44  specql_cutover.lr_services_services
-- Services as the legacy file has them. Retired ones are left out: the file lists what can be called.

create or replace view specql_cutover.lr_services_services as
select
  specql_cutover.service_key(s.service_name, s.legacy) as row_key,
  (coalesce(s.position, 1073741823)::bigint << 32) + (s.pk_service & 4294967295) as position,
  specql_cutover.service_entry(s) as content,
  -- An empty list of operations and none at all are one to the database.
  case when not exists (select from specql_service.tb_operation as o where o.fk_service = s.pk_service)
    then '{"operations": []}'::jsonb end as also
from specql_service.tb_service as s
where s.retired_at is null;

create index if not exists ix_tb_service__legacy_key
  on specql_service.tb_service (specql_cutover.service_key(service_name, legacy));

comment on index specql_service.ix_tb_service__legacy_key is 'For the rows of the legacy file, by key.';
comment on view specql_cutover.lr_services_services is 'Services as rows of the legacy file.';
comment on column specql_cutover.lr_services_services.row_key is 'The name.';
comment on column specql_cutover.lr_services_services.position is 'Rises in the order of the file.';
comment on column specql_cutover.lr_services_services.content is 'The entry, every scalar a text.';
comment on column specql_cutover.lr_services_services.also is 'Other values that an attribute may have.';
