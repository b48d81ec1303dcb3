-- 021791  app.legacy_rows
-- Rows of imported files that no table of ours has a place for.

create or replace view app.legacy_rows as
select
  l.id,
  l.kind,
  l.source_table,
  l.row_key,
  l.row,
  l.created_at,
  l.updated_at
from specql_cutover.tb_legacy_row as l;

comment on view app.legacy_rows is
  E'@primaryKey id\n'
  '@orderBy source_table,row_key\n'
  'Rows of imported files whose tables have no counterpart, kept whole.';
comment on column app.legacy_rows.id is E'@notNull\nPublic key.';
comment on column app.legacy_rows.kind is E'@notNull\nKind of import.';
comment on column app.legacy_rows.source_table is E'@notNull\nTable of the file.';
comment on column app.legacy_rows.row_key is E'@notNull\nKey of the row there, or its place.';
comment on column app.legacy_rows.row is E'@notNull\nThe row, by column.';
comment on column app.legacy_rows.created_at is E'@notNull\nWhen it was made.';
comment on column app.legacy_rows.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.legacy_rows to specql_reader;
