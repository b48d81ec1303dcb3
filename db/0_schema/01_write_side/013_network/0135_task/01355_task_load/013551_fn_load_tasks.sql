-- 013551  network.load_tasks()
-- Takes rows of a task file in: by an import, which never overwrites what is newer here, or because a caller puts them.

create or replace function network.load_tasks(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_puts     constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_undoes   constant boolean := coalesce(options -> 'undo' = 'true', false);
  v_keys     text[];
  v_contents jsonb[];
  v_tasks    network.tb_agent_task[];
  v_problems jsonb[];
  v_changes  jsonb[];
  v_fates    text[];
  v_olds     jsonb[];
begin
  select array_agg(e.value ->> 'key' order by e.n), array_agg(e.value -> 'content' order by e.n), array_agg(r.task order by e.n),
    array_agg(r.problem order by e.n), array_agg(r.changes order by e.n)
  into v_keys, v_contents, v_tasks, v_problems, v_changes
  from jsonb_array_elements(rows) with ordinality as e (value, n)
    left join network.tb_task_key as k on k.task_id = e.value ->> 'key'
    left join lateral (
      select q.* from network.read_task(e.value ->> 'key', e.value -> 'content', coalesce(options ->> 'zone', 'UTC')) as q
      -- What the file has not changed since the last import needs no reading, which is most of the work.
      where v_puts or k.import_hash is distinct from sha256(convert_to((e.value -> 'content')::text, 'UTF8'))
    ) as r on true;
  if v_keys is null then
    return network.task_report('{}');
  end if;
  if v_puts then
    perform network.refuse_task_problems(v_problems);
  end if;

  select array_agg(j.fate order by j.n), array_agg(j.old order by j.n)
  into v_fates, v_olds
  from network.judge_tasks(run, v_keys, v_contents, v_problems, v_puts) as j;

  perform network.add_task_partitions(array(select distinct t.created_at from unnest(v_tasks) as t where t.created_at is not null));
  insert into network.tb_agent_task as t
    (task_id, direction, task_type, status, model, command, output, context, progress_pct, current_step, decision_prompt, decision,
     tier, target_state, success_evidence, abort_evidence, observation_window_sec, claimed_by, claimed_at, attempts, started_at,
     legacy, import_run, created_at, updated_at)
  select n.task_id, n.direction, n.task_type, n.status, n.model, n.command, n.output, n.context, n.progress_pct, n.current_step,
    n.decision_prompt, n.decision, n.tier, n.target_state, n.success_evidence, n.abort_evidence, n.observation_window_sec,
    n.claimed_by, n.claimed_at, n.attempts, n.started_at, n.legacy, run, n.created_at, n.updated_at
  from unnest(v_tasks) with ordinality as n
    join unnest(v_fates) with ordinality as f (fate, place) on f.place = n.ordinality
  where f.fate = 'imported'
  order by n.ordinality;

  update network.tb_agent_task as t
  set direction = n.direction, task_type = n.task_type, status = n.status, model = n.model, command = n.command, output = n.output,
    context = n.context, progress_pct = n.progress_pct, current_step = n.current_step, decision_prompt = n.decision_prompt,
    decision = n.decision, tier = n.tier, target_state = n.target_state, success_evidence = n.success_evidence,
    abort_evidence = n.abort_evidence, observation_window_sec = n.observation_window_sec, claimed_by = n.claimed_by,
    claimed_at = n.claimed_at, started_at = n.started_at,
    lease_until = case when n.status = 'running' and n.claimed_by = t.claimed_by then t.lease_until end,
    attempts = greatest(t.attempts, n.attempts),
    legacy = network.kept_created_at(n.legacy, t.created_at, n.created_at, c.content -> 'created_at')
      || jsonb_build_object('changed_at', n.updated_at)
      || case when v_undoes then '{"mode": "undo"}' when v_puts then '{}' else jsonb_build_object('run', run) end
  from unnest(v_tasks) with ordinality as n
    join unnest(v_fates) with ordinality as f (fate, place) on f.place = n.ordinality
    join unnest(v_contents) with ordinality as c (content, place) on c.place = n.ordinality
    join network.tb_task_key as k on k.task_id = n.task_id
  where f.fate = 'updated' and t.pk_agent_task = k.fk_agent_task and t.created_at = k.task_created_at;

  if v_puts and not v_undoes then
    return network.task_report(v_fates);
  end if;
  update network.tb_task_key as k
  set position = case when v_undoes then k.position else first_ordinal + c.place - 1 end,
    seen_run = coalesce(run, k.seen_run),
    import_hash = case when f.fate = 'SG325' then k.import_hash else sha256(convert_to(c.content::text, 'UTF8')) end
  from unnest(v_keys, v_contents) with ordinality as c (key, content, place)
    join unnest(v_fates) with ordinality as f (fate, place) on f.place = c.place
  where k.task_id = c.key and f.fate in ('imported', 'updated', 'unchanged', 'SG325');
  if v_undoes then
    return network.task_report(v_fates);
  end if;
  return network.note_tasks(run, source_table, first_ordinal, rows, v_fates, v_olds, v_problems, v_changes);
end;
$$;

comment on function network.load_tasks(bigint, text, bigint, jsonb, jsonb) is
  'Loads rows [{key, line, content}] of a task file and returns {imported, updated, unchanged, changed, rejected}. An import '
  'rejects what is wrong, stands twice (SG320), or was changed both here and in the file (SG325), and notes it; with mode put '
  'the row given wins, and errors are raised. With undo the life cycle does not speak: an import is taken back.';
