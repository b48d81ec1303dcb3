-- 022331  app.pal_stress_levels
-- How stressed a user was.

create or replace view app.pal_stress_levels as
select
  r.id,
  r.pk_pal_stress_level as legacy_id,
  r.user_id,
  r.org_id,
  r.level,
  r.measured_at,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_stress_level as r;

comment on view app.pal_stress_levels is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'How stressed a user was.';
comment on column app.pal_stress_levels.id is E'@notNull\nPublic key.';
comment on column app.pal_stress_levels.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_stress_levels.user_id is 'The user it is about.';
comment on column app.pal_stress_levels.org_id is 'The organisation that it belongs to.';
comment on column app.pal_stress_levels.level is 'How much; no scale is given.';
comment on column app.pal_stress_levels.measured_at is 'When it was measured.';
comment on column app.pal_stress_levels.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_stress_levels.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_stress_levels.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_stress_levels to specql_reader;
