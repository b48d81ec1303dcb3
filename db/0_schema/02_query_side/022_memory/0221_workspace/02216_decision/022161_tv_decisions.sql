-- 022161  app.decisions
-- A decision of an organisation.

create or replace view app.decisions as
select
  r.id,
  r.pk_decision as legacy_id,
  r.org_id,
  r.title,
  r.description,
  r.made_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_decision as r;

comment on view app.decisions is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A decision of an organisation.';
comment on column app.decisions.id is E'@notNull\nPublic key.';
comment on column app.decisions.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.decisions.org_id is 'The organisation that it belongs to.';
comment on column app.decisions.title is 'What was decided, in a line.';
comment on column app.decisions.description is 'What was decided, and why.';
comment on column app.decisions.made_at is 'When it was made.';
comment on column app.decisions.created_at is E'@notNull\nWhen it was made.';
comment on column app.decisions.created_by is E'@notNull\nWho made it here.';
comment on column app.decisions.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.decisions to specql_reader;
