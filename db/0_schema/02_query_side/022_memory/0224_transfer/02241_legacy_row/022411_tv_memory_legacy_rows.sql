-- 022411  app.memory_legacy_rows
-- The rows of memory files that no table has a place for.

create or replace view app.memory_legacy_rows as
select
  r.id,
  r.source_table,
  r.row_key,
  r.org_id,
  r.row,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_legacy_row as r;

comment on view app.memory_legacy_rows is
  E'@primaryKey id\n'
  '@orderBy source_table, row_key\n'
  'Rows of imported memory files whose table has no counterpart: kept whole.';
comment on column app.memory_legacy_rows.id is E'@notNull\nPublic key.';
comment on column app.memory_legacy_rows.source_table is E'@notNull\nTable of the file.';
comment on column app.memory_legacy_rows.row_key is E'@notNull\nKey of the row there.';
comment on column app.memory_legacy_rows.org_id is 'The organisation that the row names.';
comment on column app.memory_legacy_rows.row is E'@notNull\nThe row, by cell.';
comment on column app.memory_legacy_rows.created_at is E'@notNull\nWhen it was made.';
comment on column app.memory_legacy_rows.created_by is E'@notNull\nWho made it here.';
comment on column app.memory_legacy_rows.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.memory_legacy_rows to specql_reader;
