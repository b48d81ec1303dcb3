-- 031B41  app.begin_import()
-- Begins an import in batches, or says where one that was broken off goes on.

create or replace function app.begin_import(kind text, options jsonb default '{}')
  returns jsonb
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_run specql_cutover.tb_import_run := specql_cutover.start_run(kind => begin_import.kind, options => begin_import.options);
begin
  return jsonb_build_object(
    'run_id', v_run.id, 'kind', v_run.kind,
    'next', (
      select coalesce(jsonb_object_agg(b.source_table, b.next), '{}')
      from (
        select b.source_table, max(b.first_ordinal + b.row_count) as next
        from specql_cutover.tb_import_batch as b
        where b.fk_import_run = v_run.pk_import_run
        group by b.source_table
      ) as b
    ),
    'ranks', (
      select coalesce(jsonb_object_agg(t.source_table, t.rank), '{}')
      from specql_cutover.tb_legacy_table as t
      where t.fk_store = specql_cutover.store_pk(v_run.kind)
    )
  );
end;
$$;

comment on function app.begin_import(text, jsonb) is
  'Kinds: memory, network, tasks. Options: source, file_hash, dry_run, quarantine, timezone (UTC). Returns {run_id, kind, ranks, next: {table: row '
  'that follows}}: next is empty for a new run; an unfinished run of the same file_hash and options goes on. Rows follow by import_batch(), table by '
  'table in the order of ranks (* stands for tables that have none); finish_import() ends it. SG113, SG114: the options are wrong. SG147: another kind. SG328: an import '
  'of another file is not finished.';

grant execute on function app.begin_import(text, jsonb) to specql_admin;
