-- 021831  app.alert_thresholds
-- From which value on something is alarming.

create or replace view app.alert_thresholds as
select
  t.id, t.threshold_name, t.value, t.unit, t.severity, t.enabled, t.time_window, t.minimum_calls, t.description,
  t.updated_at, t.updated_by
from specql_monitor.tb_alert_threshold as t;

comment on view app.alert_thresholds is
  E'@primaryKey id\n'
  '@orderBy threshold_name\n'
  'Thresholds of app.alerts().';
comment on column app.alert_thresholds.id is E'@notNull\nPublic key.';
comment on column app.alert_thresholds.threshold_name is E'@notNull\nName.';
comment on column app.alert_thresholds.value is E'@notNull\nWhat lies above it is alarming.';
comment on column app.alert_thresholds.unit is E'@notNull\nUnit: ms, s, share (0 to 1) or requests.';
comment on column app.alert_thresholds.severity is E'@notNull\ninfo, warning or critical.';
comment on column app.alert_thresholds.enabled is E'@notNull\nWhether it is looked at.';
comment on column app.alert_thresholds.time_window is E'@notNull\nHow far back calls count.';
comment on column app.alert_thresholds.minimum_calls is E'@notNull\nHow many calls there must be.';
comment on column app.alert_thresholds.description is E'@notNull\nWhat is looked at.';
comment on column app.alert_thresholds.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.alert_thresholds.updated_by is E'@notNull\nWho changed it last.';

grant select on app.alert_thresholds to specql_reader;
