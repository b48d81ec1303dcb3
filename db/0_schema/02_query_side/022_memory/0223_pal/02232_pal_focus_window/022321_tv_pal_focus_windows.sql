-- 022321  app.pal_focus_windows
-- A time in which a user wants to work undisturbed.

create or replace view app.pal_focus_windows as
select
  r.id,
  r.pk_pal_focus_window as legacy_id,
  r.user_id,
  r.org_id,
  r.start_time,
  r.end_time,
  r.priority,
  r.weekday #>> '{}' as weekday,
  r.start_hour #>> '{}' as start_hour,
  r.end_hour #>> '{}' as end_hour,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_pal_focus_window as r;

comment on view app.pal_focus_windows is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A time in which a user wants to work undisturbed.';
comment on column app.pal_focus_windows.id is E'@notNull\nPublic key.';
comment on column app.pal_focus_windows.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.pal_focus_windows.user_id is 'The user it is about.';
comment on column app.pal_focus_windows.org_id is 'The organisation that it belongs to.';
comment on column app.pal_focus_windows.start_time is 'When it begins, where it is one time.';
comment on column app.pal_focus_windows.end_time is 'When it ends, where it is one time. May lie before the beginning: then it is of the next day.';
comment on column app.pal_focus_windows.priority is 'How much it matters.';
comment on column app.pal_focus_windows.weekday is 'On which day of the week, where it comes every week.';
comment on column app.pal_focus_windows.start_hour is 'From when on that day.';
comment on column app.pal_focus_windows.end_hour is 'Until when on that day.';
comment on column app.pal_focus_windows.created_at is E'@notNull\nWhen it was made.';
comment on column app.pal_focus_windows.created_by is E'@notNull\nWho made it here.';
comment on column app.pal_focus_windows.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.pal_focus_windows to specql_reader;
