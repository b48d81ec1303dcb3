-- 011B55  specql_cutover.take_back()
-- Takes back what an import wrote: changed rows are as they were, added ones go.

create or replace function specql_cutover.take_back(run specql_cutover.tb_import_run)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_table    record;
  v_part     jsonb;
  v_restored bigint := 0;
  v_removed  bigint := 0;
  v_kept     jsonb := '[]';
begin
  -- First what was changed, as long as nothing is missing that it may refer to.
  for v_table in
    select b.source_table
    from (
      select distinct i.source_table from specql_cutover.tb_import_row as i
      where i.fk_import_run = run.pk_import_run and i.old_row is not null
    ) as b
    order by (specql_cutover.legacy_table(run.kind, b.source_table)).rank, b.source_table
  loop
    v_part := specql_cutover.put_back_rows(run, v_table.source_table);
    v_restored := v_restored + (v_part ->> 'restored')::bigint;
    v_kept := v_kept || (v_part -> 'kept');
  end loop;
  -- Then what was added, what refers to others before the others.
  for v_table in
    select t.target_table::regclass as target
    from (select distinct b.source_table from specql_cutover.tb_import_batch as b where b.fk_import_run = run.pk_import_run) as b
      cross join lateral specql_cutover.legacy_table(run.kind, b.source_table) as t
    group by t.target_table::regclass
    order by max(t.rank) desc, t.target_table::regclass::text desc
  loop
    v_part := specql_cutover.take_out_rows(run, v_table.target);
    v_removed := v_removed + (v_part ->> 'removed')::bigint;
    v_kept := v_kept || (v_part -> 'kept');
  end loop;
  return jsonb_build_object('restored', v_restored, 'removed', v_removed, 'kept', v_kept);
end;
$$;

comment on function specql_cutover.take_back(specql_cutover.tb_import_run) is
  '{restored, removed, kept}. Each row is in the change log, as any change is.';
