-- 013552  network.judge_tasks()
-- What is to become of each row of a task file.

create or replace function network.judge_tasks(run bigint, keys text[], contents jsonb[], problems jsonb[], puts boolean)
  returns table (n bigint, fate text, old jsonb)
  language sql
  volatile
as $$
  select j.n, j.fate, case when j.fate in ('updated', 'SG325') then j.old end
  from (
    select i.n,
      case
        when i.problem is not null then i.problem ->> 'code'
        when row_number() over (partition by i.key order by i.n) > 1 or k.seen_run = run then 'SG320'
        when k.pk_task_key is null then 'imported'
        when not puts and k.import_hash = sha256(convert_to(i.content::text, 'UTF8')) then 'unchanged'
        when l.content::text = i.content::text then 'unchanged'
        when puts or sha256(convert_to(l.content::text, 'UTF8')) = k.import_hash then 'updated'
        else 'SG325'
      end as fate,
      l.content as old
    from unnest(keys, contents, problems) with ordinality as i (key, content, problem, n)
      left join network.tb_task_key as k on k.task_id = i.key
      left join network.lr_tasks_tasks as l on l.row_key = k.task_id
  ) as j;
$$;

comment on function network.judge_tasks(bigint, text[], jsonb[], jsonb[], boolean) is
  'For each row imported, updated, unchanged, or the code why it is rejected; and what the database has of it now. A three-way '
  'merge: what the file has not changed since the last import is left alone, what only the file changed is updated.';
