-- 021711  app.import_runs
-- The imports that were written.

create or replace view app.import_runs as
select
  r.id,
  r.kind,
  r.source,
  r.source_hash,
  r.options,
  r.report,
  r.checksums,
  r.created_at,
  r.created_by,
  r.updated_at,
  r.status,
  r.finished_at
from specql_cutover.tb_import_run as r;

comment on view app.import_runs is
  E'@primaryKey id\n'
  '@orderBy created_at desc\n'
  'Imports that were written, newest first.';
comment on column app.import_runs.id is E'@notNull\nPublic key.';
comment on column app.import_runs.kind is E'@notNull\nregistry, services and so on.';
comment on column app.import_runs.source is 'Name of the file.';
comment on column app.import_runs.source_hash is 'sha256 of the file.';
comment on column app.import_runs.options is E'@notNull\nHow it was asked for.';
comment on column app.import_runs.report is 'The report.';
comment on column app.import_runs.checksums is 'Source and database, compared after the load.';
comment on column app.import_runs.created_by is E'@notNull\nWho imported.';
comment on column app.import_runs.created_at is E'@notNull\nWhen it was made.';
comment on column app.import_runs.updated_at is E'@notNull\nWhen it was last changed.';
comment on column app.import_runs.status is E'@notNull\nrunning, finished, failed or undone.';
comment on column app.import_runs.finished_at is 'When it ended.';

grant select on app.import_runs to specql_reader;
