-- 0117B3  specql_cutover.library_row_name()
-- What a row of a legacy library is called that another row names by its key.

create or replace function specql_cutover.library_row_name(run bigint, source_table text, key text, field text)
  returns text
  language sql
  stable
as $$
  select r.source_row ->> library_row_name.field
  from specql_cutover.tb_import_row as r
  where r.fk_import_run = run and r.source_table = library_row_name.source_table
    and r.path = library_row_name.source_table || '.' || key and r.outcome <> 'rejected'
  order by r.pk_import_row
  limit 1;
$$;

comment on function specql_cutover.library_row_name(bigint, text, text, text) is
  'The field of the row as this import read it, or null where it has no such row.';
