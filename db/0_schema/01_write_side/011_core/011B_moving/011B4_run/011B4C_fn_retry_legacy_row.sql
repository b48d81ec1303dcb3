-- 011B4C  specql_cutover.retry_legacy_row()
-- Takes in a legacy row that had been refused.

create or replace function specql_cutover.retry_legacy_row(
  run specql_cutover.tb_import_run, source_table text, content jsonb, line integer, context jsonb
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table  constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_key    constant text := specql_cutover.legacy_key(run.kind, source_table, content, context ->> 'row_key');
  v_counts jsonb;
  v_reject record;
begin
  if run.status <> 'finished' then
    raise exception using
      errcode = 'SG327',
      message = format('the import that refused the row is %s', run.status),
      hint = 'Rows of a finished import can be tried again. Import the file again.', column = 'reject_id';
  end if;
  delete from specql_cutover.tb_import_row as r
  where r.pk_import_row = (
    select i.pk_import_row
    from specql_cutover.tb_import_row as i
    where i.fk_import_run = run.pk_import_run and i.source_table = retry_legacy_row.source_table
      and i.outcome = 'rejected' and i.row_key is not distinct from context ->> 'row_key'
    limit 1
  );
  execute format('select %s($1, $2, $3, $4, $5)', v_table.load_function)
  into v_counts
  using run.pk_import_run, source_table, coalesce((context ->> 'ordinal')::bigint, 1),
    jsonb_build_array(jsonb_build_object('key', v_key, 'line', line, 'content', content)),
    jsonb_build_object('mode', 'import', 'zone', run.options ->> 'timezone');
  if v_counts ->> 'rejected' = '1' then
    select j.code, j.reason, j.hint, j.field
    into v_reject
    from specql_cutover.tb_import_reject as j
    where j.fk_import_run = run.pk_import_run
    order by j.pk_import_reject desc
    limit 1;
    raise exception using
      errcode = case when v_reject.code ~ '^SG\d{3}$' then v_reject.code else 'SG116' end, message = v_reject.reason,
      hint = coalesce(v_reject.hint, 'Mend the row.'), column = coalesce(v_reject.field, '');
  end if;
end;
$$;

comment on function specql_cutover.retry_legacy_row(specql_cutover.tb_import_run, text, jsonb, integer, jsonb) is
  'Loads the row under the run that had refused it. Raises what makes it a rejected one still. SG327: the run is not finished, or was undone.';
