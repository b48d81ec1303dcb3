-- 0217E1  app.consistency_runs
-- Comparisons of stores with their legacy files.

create or replace view app.consistency_runs as
select
  r.id,
  s.store,
  r.source,
  r.legacy_sha256,
  r.started_at,
  r.finished_at,
  r.consistent,
  r.checked,
  r.discrepancy_count,
  r.summary,
  r.created_at,
  r.created_by,
  r.updated_at
from specql_cutover.tb_consistency_run as r
  join specql_cutover.tb_store as s on s.pk_store = r.fk_store;

comment on view app.consistency_runs is
  E'@primaryKey id\n'
  '@orderBy started_at desc\n'
  'Comparisons of a store with its legacy file, newest first.';
comment on column app.consistency_runs.id is E'@notNull\nPublic key.';
comment on column app.consistency_runs.store is E'@notNull\nThe store.';
comment on column app.consistency_runs.source is 'The file that was compared.';
comment on column app.consistency_runs.legacy_sha256 is 'What the file was known by.';
comment on column app.consistency_runs.started_at is E'@notNull\nWhen it began.';
comment on column app.consistency_runs.finished_at is 'When its result was recorded; null until then.';
comment on column app.consistency_runs.consistent is 'Nothing differed; null until it is finished.';
comment on column app.consistency_runs.checked is 'How many rows were compared.';
comment on column app.consistency_runs.discrepancy_count is 'How many differences there are, those not listed included.';
comment on column app.consistency_runs.summary is 'Counts by kind and by table, times and notes.';
comment on column app.consistency_runs.created_at is E'@notNull\nWhen it was made.';
comment on column app.consistency_runs.created_by is E'@notNull\nWho compared.';
comment on column app.consistency_runs.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.consistency_runs to specql_reader;
