-- 021171  app.read_entities
-- The read entities of the legacy registry.

create or replace view app.read_entities as
select
  r.id,
  s.id as subdomain_id,
  d.domain_name,
  s.subdomain_name,
  r.read_entity_name,
  r.code,
  r.code_layout,
  r.entity_number,
  r.view_type,
  r.assigned_at,
  r.created_at,
  r.updated_at
from specql_registry.tb_read_entity as r
  join specql_registry.tb_subdomain as s on s.pk_subdomain = r.fk_subdomain
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain;

comment on view app.read_entities is
  E'@primaryKey id\n'
  '@foreignKey (subdomain_id) references app.subdomains (id)\n'
  '@orderBy domain_name,subdomain_name,entity_number\n'
  'Read entities (views) of the legacy registry, with their codes verbatim.';
comment on column app.read_entities.id is E'@notNull\nPublic key.';
comment on column app.read_entities.subdomain_id is E'@notNull\nThe subdomain.';
comment on column app.read_entities.domain_name is E'@notNull\nName of the domain.';
comment on column app.read_entities.subdomain_name is E'@notNull\nName of the subdomain.';
comment on column app.read_entities.read_entity_name is E'@notNull\nName, unique in its subdomain.';
comment on column app.read_entities.code is 'The legacy code, verbatim.';
comment on column app.read_entities.code_layout is 'How that code is read.';
comment on column app.read_entities.entity_number is 'The number that the legacy file counts by.';
comment on column app.read_entities.view_type is 'tv_, v_ or mv_.';
comment on column app.read_entities.assigned_at is 'When the code was given out.';
comment on column app.read_entities.created_at is E'@notNull\nWhen it was made.';
comment on column app.read_entities.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.read_entities to specql_reader;
