-- 011B51  specql_cutover.rows_changed_since()
-- Rows of a table that somebody has changed since an import began, other than that import.

create or replace function specql_cutover.rows_changed_since(run specql_cutover.tb_import_run, target regclass)
  returns uuid[]
  language sql
  stable
as $$
  select coalesce(array_agg(n.row_id), '{}')
  from (
    select c.row_id
    from specql_audit.tb_change as c
      join pg_catalog.pg_class as t on t.oid = target and t.relname = c.table_name
      join pg_catalog.pg_namespace as n on n.oid = t.relnamespace and n.nspname = c.table_schema
    where c.operation = 'update' and c.changed_at >= run.created_at
      and not exists (
        select from specql_cutover.tb_import_batch as b
        where b.fk_import_run = run.pk_import_run and b.transaction_id = c.transaction_id
          and c.changed_at between b.created_at and b.updated_at
      )
    group by c.row_id
    -- A change that was taken back is none. What the database works out by itself is nobody's change.
    having (array_agg(c.old_row order by c.pk_change))[1]
        - '{updated_at,updated_by,position,import_run,legacy,is_dangling,fk_package,contributed_cost,total_cost}'::text[]
      is distinct from (array_agg(c.new_row order by c.pk_change desc))[1]
        - '{updated_at,updated_by,position,import_run,legacy,is_dangling,fk_package,contributed_cost,total_cost}'::text[]
  ) as n;
$$;

comment on function specql_cutover.rows_changed_since(specql_cutover.tb_import_run, regclass) is
  'Public keys, from the change log. Changes of later imports in bulk are not there: those are found by tb_import_row.';
