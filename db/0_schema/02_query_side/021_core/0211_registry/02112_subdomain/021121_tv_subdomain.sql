-- 021121  app.subdomains
-- The subdomains, by place.

create or replace view app.subdomains as
select
  s.id,
  d.id as domain_id,
  s.domain_number,
  d.domain_name,
  s.subdomain_number,
  s.subdomain_name,
  s.description,
  c.next_entity_sequence,
  s.created_at,
  s.updated_at
from specql_registry.tb_subdomain as s
  join specql_registry.tb_entity_counter as c on c.fk_subdomain = s.pk_subdomain
  join specql_registry.tb_domain as d on d.pk_domain = s.fk_domain;

comment on view app.subdomains is
  E'@primaryKey id\n'
  '@foreignKey (domain_id) references app.domains (id)\n'
  '@orderBy domain_number,subdomain_number\n'
  'Subdomains: the second digit of a code below the layer.';
comment on column app.subdomains.id is E'@notNull\nPublic key.';
comment on column app.subdomains.domain_id is E'@notNull\nThe domain above.';
comment on column app.subdomains.domain_number is E'@notNull\nThe digit above.';
comment on column app.subdomains.domain_name is E'@notNull\nName of the domain above.';
comment on column app.subdomains.subdomain_number is E'@notNull\nThe digit, 1 to F.';
comment on column app.subdomains.subdomain_name is E'@notNull\nName, unique in its domain.';
comment on column app.subdomains.description is 'What the subdomain holds.';
comment on column app.subdomains.next_entity_sequence is E'@notNull\nThe lowest digit that allocation tries next; 16 when all fifteen are given.';
comment on column app.subdomains.created_at is E'@notNull\nWhen it was made.';
comment on column app.subdomains.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.subdomains to specql_reader;
