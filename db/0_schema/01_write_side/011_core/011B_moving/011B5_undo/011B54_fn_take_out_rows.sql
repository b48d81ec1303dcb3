-- 011B54  specql_cutover.take_out_rows()
-- Removes the rows that an import added to a table.

create or replace function specql_cutover.take_out_rows(run specql_cutover.tb_import_run, target regclass)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_changed constant uuid[] := specql_cutover.rows_changed_since(run, target);
  v_needed  constant uuid[] := specql_cutover.rows_needed(run, target, v_changed);
  v_own     constant text := specql_cutover.of_run(target);
  v_removed bigint;
  v_kept    jsonb;
begin
  execute format('delete from %s as t where %s and t.id <> all ($2)', target, v_own)
  using run.pk_import_run, v_needed;
  get diagnostics v_removed = row_count;
  execute format(
    'select coalesce(jsonb_agg(jsonb_build_object(''table'', $2, ''id'', t.id, ''name'', t.identifier, ''reason'', '
    'case when t.id = any ($3) then ''it was changed since'' else ''other rows refer to it'' end)), ''[]'') '
    'from %s as t where %s', target, v_own)
  into v_kept
  using run.pk_import_run, target::text, v_changed;
  return jsonb_build_object('removed', v_removed, 'kept', v_kept);
end;
$$;

comment on function specql_cutover.take_out_rows(specql_cutover.tb_import_run, regclass) is
  '{removed, kept: [{table, id, name, reason}]}: rows that were changed since, and those that others refer to, stay.';
