-- 021321  app.service_operations
-- The operations of the services.

create or replace view app.service_operations as
select
  o.id,
  s.id as service_id,
  s.service_name,
  o.operation_name,
  o.input_schema,
  o.output_schema,
  o.timeout_seconds,
  o.max_retries,
  o.created_at,
  o.updated_at,
  o.input_json_schema,
  o.output_json_schema
from specql_service.tb_operation as o
  join specql_service.tb_service as s on s.pk_service = o.fk_service;

comment on view app.service_operations is
  E'@primaryKey id\n'
  '@foreignKey (service_id) references app.services (id)\n'
  '@orderBy service_name,operation_name\n'
  'What services can be asked to do.';
comment on column app.service_operations.id is E'@notNull\nPublic key.';
comment on column app.service_operations.service_id is E'@notNull\nThe service.';
comment on column app.service_operations.service_name is E'@notNull\nName of the service.';
comment on column app.service_operations.operation_name is E'@notNull\nName.';
comment on column app.service_operations.input_schema is 'What it takes, as the definition says it.';
comment on column app.service_operations.output_schema is 'What it gives, as the definition says it.';
comment on column app.service_operations.timeout_seconds is E'@notNull\nHow long a call may take, in seconds.';
comment on column app.service_operations.max_retries is E'@notNull\nHow often a failed call is tried again.';
comment on column app.service_operations.created_at is E'@notNull\nWhen it was made.';
comment on column app.service_operations.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.service_operations.input_json_schema is 'What it takes, as JSON Schema: the short form is written out.';
comment on column app.service_operations.output_json_schema is 'What it gives, as JSON Schema: the short form is written out.';

grant select on app.service_operations to specql_reader;
