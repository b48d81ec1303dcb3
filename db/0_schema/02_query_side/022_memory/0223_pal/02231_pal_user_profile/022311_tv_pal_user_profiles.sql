-- 022311  app.pal_user_profiles
-- How a user wants to be spoken to.

create or replace view app.pal_user_profiles as
select
  r.id,
  r.pk_pal_user_profile as legacy_id,
  r.user_id,
  r.org_id,
  r.preference_tone,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_user_profile as r;

comment on view app.pal_user_profiles is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'How a user wants to be spoken to.';
comment on column app.pal_user_profiles.id is E'@notNull\nPublic key.';
comment on column app.pal_user_profiles.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_user_profiles.user_id is 'The user it is about.';
comment on column app.pal_user_profiles.org_id is 'The organisation that it belongs to.';
comment on column app.pal_user_profiles.preference_tone is 'The tone that the user prefers.';
comment on column app.pal_user_profiles.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_user_profiles.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_user_profiles.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_user_profiles to specql_reader;
