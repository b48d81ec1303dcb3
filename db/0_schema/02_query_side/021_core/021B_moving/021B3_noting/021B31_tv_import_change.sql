-- 021B31  app.import_changes
-- What imports changed, row by row.

create or replace view app.import_changes as
select
  i.id,
  r.id as import_run_id,
  i.source_table,
  i.path,
  i.line,
  i.outcome,
  i.changes,
  i.created_at
from specql_cutover.tb_import_row as i
  join specql_cutover.tb_import_run as r on r.pk_import_run = i.fk_import_run
where i.outcome in ('updated', 'changed');

comment on view app.import_changes is
  E'@primaryKey id\n'
  '@foreignKey (import_run_id) references app.import_runs (id)\n'
  '@orderBy path\n'
  'Rows that an import changed, or that were changed on their way in. All of them, where the report shows the first.';
comment on column app.import_changes.id is E'@notNull\nPublic key.';
comment on column app.import_changes.import_run_id is E'@notNull\nThe import.';
comment on column app.import_changes.source_table is E'@notNull\nKind of row.';
comment on column app.import_changes.path is E'@notNull\nWhere it stands in the file.';
comment on column app.import_changes.line is 'Line in the file.';
comment on column app.import_changes.outcome is E'@notNull\nupdated or changed.';
comment on column app.import_changes.changes is E'@notNull\n[{path, field, old, new, why}].';
comment on column app.import_changes.created_at is E'@notNull\nWhen it was noted.';

grant select on app.import_changes to specql_reader;
