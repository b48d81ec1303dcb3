-- 021131  app.entities
-- The entities, by code.

create or replace view app.entities as
select
  e.id,
  s.id as subdomain_id,
  d.domain_name,
  s.subdomain_name,
  e.entity_name,
  e.table_code,
  e.entity_code,
  e.entity_sequence,
  e.legacy_code,
  e.legacy_layout,
  e.status,
  e.assigned_at,
  e.retired_at,
  e.retired_reason,
  e.created_at,
  e.updated_at
from specql_registry.tb_entity_registration as e
  join specql_registry.tb_subdomain as s on s.pk_subdomain = e.fk_subdomain
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain;

comment on view app.entities is
  E'@primaryKey id\n'
  '@foreignKey (subdomain_id) references app.subdomains (id)\n'
  '@orderBy table_code\n'
  'Entities and the codes of their tables.';
comment on column app.entities.id is E'@notNull\nPublic key.';
comment on column app.entities.subdomain_id is E'@notNull\nThe subdomain above.';
comment on column app.entities.domain_name is E'@notNull\nName of the domain.';
comment on column app.entities.subdomain_name is E'@notNull\nName of the subdomain.';
comment on column app.entities.entity_name is E'@notNull\nName, unique in its subdomain.';
comment on column app.entities.table_code is E'@notNull\nThe six-digit code of its table.';
comment on column app.entities.entity_code is 'Short code, usually three letters.';
comment on column app.entities.entity_sequence is E'@notNull\nThird digit of the place as a number, 1 to 15.';
comment on column app.entities.legacy_code is 'The code that the legacy file gave it, verbatim.';
comment on column app.entities.legacy_layout is 'How that code is read.';
comment on column app.entities.status is E'@notNull\nactive or retired.';
comment on column app.entities.assigned_at is 'When the code was given out; null where a legacy file does not say.';
comment on column app.entities.retired_at is 'When it was retired.';
comment on column app.entities.retired_reason is 'Why it was retired.';
comment on column app.entities.created_at is E'@notNull\nWhen it was made.';
comment on column app.entities.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.entities to specql_reader;
