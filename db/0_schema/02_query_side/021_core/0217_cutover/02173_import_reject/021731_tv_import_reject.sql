-- 021731  app.import_rejects
-- Source rows that were refused.

create or replace view app.import_rejects as
select
  j.id,
  r.id as import_run_id,
  j.source_table,
  j.path,
  j.line,
  j.field,
  j.code,
  j.reason,
  j.hint,
  j.row,
  j.status,
  j.created_at,
  j.updated_at
from specql_cutover.tb_import_reject as j
  join specql_cutover.tb_import_run as r on r.pk_import_run = j.fk_import_run;

comment on view app.import_rejects is
  E'@primaryKey id\n'
  '@foreignKey (import_run_id) references app.import_runs (id)\n'
  '@orderBy path\n'
  'Source rows that could not be imported, kept whole.';
comment on column app.import_rejects.id is E'@notNull\nPublic key.';
comment on column app.import_rejects.import_run_id is E'@notNull\nThe import.';
comment on column app.import_rejects.source_table is E'@notNull\nKind of row.';
comment on column app.import_rejects.path is E'@notNull\nWhere it stands in the file.';
comment on column app.import_rejects.line is 'Line in the file.';
comment on column app.import_rejects.field is 'The field at fault.';
comment on column app.import_rejects.code is E'@notNull\nSG code of the reason.';
comment on column app.import_rejects.reason is E'@notNull\nWhy it was refused.';
comment on column app.import_rejects.hint is 'What would help.';
comment on column app.import_rejects.row is E'@notNull\nThe row as it came.';
comment on column app.import_rejects.status is E'@notNull\nopen or resolved.';
comment on column app.import_rejects.created_at is E'@notNull\nWhen it was made.';
comment on column app.import_rejects.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.import_rejects to specql_reader;
