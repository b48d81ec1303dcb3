-- 022341  app.pal_events
-- Something that happened to a user.

create or replace view app.pal_events as
select
  r.id,
  r.pk_pal_event as legacy_id,
  r.user_id,
  r.org_id,
  r.event_type,
  r.payload,
  r.detected_stress_level #>> '{}' as detected_stress_level,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_event as r;

comment on view app.pal_events is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'Something that happened to a user.';
comment on column app.pal_events.id is E'@notNull\nPublic key.';
comment on column app.pal_events.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_events.user_id is 'The user it is about.';
comment on column app.pal_events.org_id is 'The organisation that it belongs to.';
comment on column app.pal_events.event_type is 'What happened.';
comment on column app.pal_events.payload is 'What else is known of it.';
comment on column app.pal_events.detected_stress_level is 'How stressed the user seemed: low, high.';
comment on column app.pal_events.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_events.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_events.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_events to specql_reader;
