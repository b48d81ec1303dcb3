-- 011B45  specql_cutover.run_report()
-- The report of an import in batches.

create or replace function specql_cutover.run_report(run specql_cutover.tb_import_run, written boolean)
  returns jsonb
  language sql
  stable
as $$
  with counted as (
    select b.source_table, sum(b.row_count) as source,
      sum((b.counts ->> 'imported')::bigint) as imported, sum((b.counts ->> 'updated')::bigint) as updated,
      sum((b.counts ->> 'unchanged')::bigint) as unchanged, sum((b.counts ->> 'changed')::bigint) as changed,
      sum((b.counts ->> 'rejected')::bigint) as rejected
    from specql_cutover.tb_import_batch as b
    where b.fk_import_run = run.pk_import_run
    group by b.source_table
  )
  select jsonb_build_object(
    'run_id', case when written then run.id end, 'kind', run.kind, 'source', run.source, 'dry_run', run.options -> 'dry_run', 'written', written,
    'counts', (
      select jsonb_build_object(
        'source', coalesce(sum(c.source), 0), 'imported', coalesce(sum(c.imported), 0), 'updated', coalesce(sum(c.updated), 0),
        'unchanged', coalesce(sum(c.unchanged), 0), 'changed', coalesce(sum(c.changed), 0), 'rejected', coalesce(sum(c.rejected), 0))
      from counted as c
    ),
    'tables', (select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}') from counted as c),
    -- A report is read by people and held in memory: of a million changes it shows the first thousand.
    'changes', (
      select coalesce(jsonb_agg(s.change order by s.pk_import_row, s.n), '[]')
      from (
        select r.pk_import_row, g.n,
          g.change || case when r.line is null then '{}'::jsonb else jsonb_build_object('line', r.line) end as change
        from specql_cutover.tb_import_row as r
          cross join lateral jsonb_array_elements(r.changes) with ordinality as g (change, n)
        where r.fk_import_run = run.pk_import_run
        order by r.pk_import_row, g.n
        limit 1000
      ) as s
    ),
    'rejects', (
      select coalesce(jsonb_agg(s.reject order by s.pk_import_reject), '[]')
      from (
        select j.pk_import_reject, jsonb_build_object('id', j.id, 'table', j.source_table, 'path', j.path, 'line', j.line, 'field', j.field,
          'code', j.code, 'reason', j.reason, 'hint', j.hint, 'row', j.row) as reject
        from specql_cutover.tb_import_reject as j
        where j.fk_import_run = run.pk_import_run
        order by j.pk_import_reject
        limit 1000
      ) as s
    )
  );
$$;

comment on function specql_cutover.run_report(specql_cutover.tb_import_run, boolean) is
  'As report_of(), the counts taken from the batches; of changes and rejects the first 1,000 (app.import_changes and app.import_rejects have all).';
