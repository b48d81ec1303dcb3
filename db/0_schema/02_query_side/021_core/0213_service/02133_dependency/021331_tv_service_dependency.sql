-- 021331  app.service_dependencies
-- Which service needs which.

create or replace view app.service_dependencies as
select
  d.id,
  s.id as service_id,
  s.service_name,
  n.id as needed_service_id,
  n.service_name as needed_service_name,
  d.created_at,
  d.updated_at
from specql_service.tb_dependency as d
  join specql_service.tb_service as s on s.pk_service = d.fk_service
  join specql_service.tb_service as n on n.pk_service = d.fk_needed_service;

comment on view app.service_dependencies is
  E'@primaryKey id\n'
  '@foreignKey (service_id) references app.services (id)\n'
  '@foreignKey (needed_service_id) references app.services (id)|@fieldName neededService|@foreignFieldName dependentServices\n'
  '@orderBy service_name,needed_service_name\n'
  'Which service needs which.';
comment on column app.service_dependencies.id is E'@notNull\nPublic key.';
comment on column app.service_dependencies.service_id is E'@notNull\nThe service that needs the other.';
comment on column app.service_dependencies.service_name is E'@notNull\nIts name.';
comment on column app.service_dependencies.needed_service_id is E'@notNull\nThe service that is needed.';
comment on column app.service_dependencies.needed_service_name is E'@notNull\nIts name.';
comment on column app.service_dependencies.created_at is E'@notNull\nWhen it was made.';
comment on column app.service_dependencies.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.service_dependencies to specql_reader;
