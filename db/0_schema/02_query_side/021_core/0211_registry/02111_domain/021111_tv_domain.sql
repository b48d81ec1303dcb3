-- 021111  app.domains
-- The domains, by number.

create or replace view app.domains as
select
  d.id,
  d.domain_number,
  d.domain_name,
  d.description,
  d.multi_tenant,
  d.aliases,
  d.created_at,
  d.updated_at
from specql_registry.tb_domain as d;

comment on view app.domains is
  E'@primaryKey id\n'
  '@orderBy domain_number\n'
  'Domains: the first digit of a code below the layer.';
comment on column app.domains.id is E'@notNull\nPublic key.';
comment on column app.domains.domain_number is E'@notNull\nThe digit, 1 to F.';
comment on column app.domains.domain_name is E'@notNull\nName, unique with all aliases.';
comment on column app.domains.description is 'What the domain holds.';
comment on column app.domains.multi_tenant is E'@notNull\nWhether its tables hold rows of several tenants.';
comment on column app.domains.aliases is E'@notNull\nOther names that find the domain.';
comment on column app.domains.created_at is E'@notNull\nWhen it was made.';
comment on column app.domains.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.domains to specql_reader;
