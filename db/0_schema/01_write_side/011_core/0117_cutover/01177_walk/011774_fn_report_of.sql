-- 011774  specql_cutover.report_of()
-- The report of an import, from what was noted of each row.

create or replace function specql_cutover.report_of(run bigint)
  returns jsonb
  language sql
  stable
as $$
  with counted as (
    select
      r.source_table,
      count(*) as source,
      count(*) filter (where r.outcome = 'imported') as imported,
      count(*) filter (where r.outcome = 'updated') as updated,
      count(*) filter (where r.outcome = 'unchanged') as unchanged,
      count(*) filter (where r.outcome = 'changed') as changed,
      count(*) filter (where r.outcome = 'rejected') as rejected
    from specql_cutover.tb_import_row as r
    where r.fk_import_run = run
    group by r.source_table
  )
  select jsonb_build_object(
    'counts', (
      select jsonb_build_object(
        'source', coalesce(sum(c.source), 0), 'imported', coalesce(sum(c.imported), 0),
        'updated', coalesce(sum(c.updated), 0), 'unchanged', coalesce(sum(c.unchanged), 0),
        'changed', coalesce(sum(c.changed), 0), 'rejected', coalesce(sum(c.rejected), 0)
      )
      from counted as c
    ),
    'tables', (select coalesce(jsonb_object_agg(c.source_table, to_jsonb(c) - 'source_table'), '{}') from counted as c),
    'changes', (
      select coalesce(jsonb_agg(
        g.change || case when r.line is null then '{}'::jsonb else jsonb_build_object('line', r.line) end
        order by r.pk_import_row, g.position
      ), '[]')
      from specql_cutover.tb_import_row as r
        cross join lateral jsonb_array_elements(r.changes) with ordinality as g (change, position)
      where r.fk_import_run = run
    ),
    'rejects', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', j.id, 'table', j.source_table, 'path', j.path, 'line', j.line, 'field', j.field, 'code', j.code,
        'reason', j.reason, 'hint', j.hint, 'row', j.row
      ) order by j.pk_import_reject), '[]')
      from specql_cutover.tb_import_reject as j
      where j.fk_import_run = run
    )
  );
$$;

comment on function specql_cutover.report_of(bigint) is
  'counts (source is the sum of the others), tables (the same for each kind of row), changes and rejects.';
