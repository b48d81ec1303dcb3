-- 013554  network.task_report()
-- Counts what became of rows.

create or replace function network.task_report(fates text[])
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object(
    'imported', count(*) filter (where f = 'imported'),
    'updated', count(*) filter (where f = 'updated'),
    'unchanged', count(*) filter (where f = 'unchanged'),
    'changed', count(*) filter (where f = 'changed'),
    'rejected', count(*) filter (where f like 'SG%'))
  from unnest(fates) as f;
$$;

comment on function network.task_report(text[]) is '{imported, updated, unchanged, changed, rejected}; a code counts as rejected.';
