-- 021161  app.inference_rules
-- The inference rules, in the order in which they are tried.

create or replace view app.inference_rules as
select
  r.id,
  r.domain_name,
  r.subdomain_name,
  r.pattern,
  r.position,
  r.created_at,
  r.updated_at
from specql_registry.tb_inference_rule as r;

comment on view app.inference_rules is
  E'@primaryKey id\n'
  '@orderBy position\n'
  'Words in an entity''s name that point to a subdomain.';
comment on column app.inference_rules.id is E'@notNull\nPublic key.';
comment on column app.inference_rules.domain_name is E'@notNull\nThe domain, as the rule names it.';
comment on column app.inference_rules.subdomain_name is E'@notNull\nThe subdomain, as the rule names it.';
comment on column app.inference_rules.pattern is E'@notNull\nThe word.';
comment on column app.inference_rules.position is E'@notNull\nOrder in which rules are tried.';
comment on column app.inference_rules.created_at is E'@notNull\nWhen it was made.';
comment on column app.inference_rules.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.inference_rules to specql_reader;
