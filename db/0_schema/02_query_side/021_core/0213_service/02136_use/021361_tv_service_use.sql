-- 021361  app.service_uses
-- Which tables and columns the services say that they use.

create or replace view app.service_uses as
select
  u.id,
  s.id as service_id,
  s.service_name,
  u.schema_name,
  u.table_name,
  u.column_name,
  u.created_at
from specql_service.tb_use as u
  join specql_service.tb_service as s on s.pk_service = u.fk_service;

comment on view app.service_uses is
  E'@primaryKey id\n'
  '@foreignKey (service_id) references app.services (id)\n'
  '@orderBy service_name,schema_name,table_name,column_name\n'
  'Tables and columns that services use; their owners approve what breaks them.';
comment on column app.service_uses.id is E'@notNull\nPublic key.';
comment on column app.service_uses.service_id is E'@notNull\nThe service.';
comment on column app.service_uses.service_name is E'@notNull\nIts name.';
comment on column app.service_uses.schema_name is E'@notNull\nSchema of the table.';
comment on column app.service_uses.table_name is E'@notNull\nThe table.';
comment on column app.service_uses.column_name is 'The column; null for the whole table.';
comment on column app.service_uses.created_at is E'@notNull\nWhen it was declared.';

grant select on app.service_uses to specql_reader;
