-- 021311  app.services
-- The services, by name.

create or replace view app.services as
select
  s.id,
  s.service_name,
  s.domain_name,
  s.database_name,
  s.schema_names,
  s.service_type,
  s.category,
  s.execution_type,
  s.runner_config,
  s.security_policy,
  s.created_at,
  s.updated_at,
  s.description,
  coalesce(s.owner, s.created_by) as owner,
  s.retired_at,
  s.retired_reason
from specql_service.tb_service as s;

comment on view app.services is
  E'@primaryKey id\n'
  '@orderBy service_name\n'
  'Services that applications call.';
comment on column app.services.id is E'@notNull\nPublic key.';
comment on column app.services.service_name is E'@notNull\nName.';
comment on column app.services.domain_name is 'Domain, as the definition names it.';
comment on column app.services.database_name is 'Database that it uses.';
comment on column app.services.schema_names is E'@notNull\nSchemas that it uses.';
comment on column app.services.service_type is 'Type.';
comment on column app.services.category is 'Category.';
comment on column app.services.execution_type is E'@notNull\nhttp, shell, docker or serverless.';
comment on column app.services.runner_config is 'How the runner calls it.';
comment on column app.services.security_policy is 'What the runner may do.';
comment on column app.services.created_at is E'@notNull\nWhen it was made.';
comment on column app.services.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.services.description is 'What it is for.';
comment on column app.services.owner is E'@notNull\nWho answers for it; where nobody was named, who registered it.';
comment on column app.services.retired_at is 'Since when it is out of use.';
comment on column app.services.retired_reason is 'Why it was retired.';

grant select on app.services to specql_reader;
