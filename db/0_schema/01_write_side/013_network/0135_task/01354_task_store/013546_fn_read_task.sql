-- 013546  network.read_task()
-- Reads one row of a task file into columns, and keeps beside them what they would not give back.

create or replace function network.read_task(
  row_key     text,
  content     jsonb,
  zone        text,
  out task    network.tb_agent_task,
  out problem jsonb,
  out changes jsonb
)
  language plpgsql
  stable
as $$
declare
  v_names constant text[] := array[
    'id', 'direction', 'task_type', 'status', 'model', 'command', 'started_at', 'output', 'context', 'progress_pct', 'current_step',
    'decision_prompt', 'decision', 'claimed_by', 'claimed_at', 'created_at', 'updated_at', 'tier',
    'target_state', 'success_evidence', 'abort_evidence', 'observation_window_sec'];
  v_cells jsonb;
  v_raw   jsonb;
begin
  problem := network.task_problem(row_key, content, zone);
  if problem is not null then
    return;
  end if;
  task.task_id := row_key;
  task.direction := network.text_cell(content -> 'direction');
  task.task_type := content ->> 'task_type';
  task.status := content ->> 'status';
  task.model := network.text_cell(content -> 'model');
  task.command := network.text_cell(content -> 'command');
  task.output := network.text_cell(content -> 'output');
  task.context := nullif(content -> 'context', 'null');
  task.progress_pct := network.whole_cell(content -> 'progress_pct');
  task.current_step := network.text_cell(content -> 'current_step');
  task.decision_prompt := network.text_cell(content -> 'decision_prompt');
  task.decision := network.text_cell(content -> 'decision');
  task.tier := network.text_cell(content -> 'tier');
  task.target_state := network.text_cell(content -> 'target_state');
  task.success_evidence := case jsonb_typeof(content -> 'success_evidence') when 'array' then content -> 'success_evidence' end;
  task.abort_evidence := case jsonb_typeof(content -> 'abort_evidence') when 'array' then content -> 'abort_evidence' end;
  task.observation_window_sec := network.whole_cell(content -> 'observation_window_sec');
  task.claimed_by := network.text_cell(content -> 'claimed_by');
  task.claimed_at := network.time_cell(content -> 'claimed_at', zone);
  task.started_at := network.time_cell(content -> 'started_at', zone);
  task.updated_at := network.time_cell(content -> 'updated_at', zone);
  task.created_at := coalesce(
    network.time_cell(content -> 'created_at', zone), task.updated_at, task.started_at, task.claimed_at, statement_timestamp());
  task.updated_at := coalesce(task.updated_at, task.created_at);
  task.attempts := case when task.status = 'running' then 1 else 0 end;

  task.legacy := '{}';
  v_cells := network.task_cells(task);
  if v_cells::text <> content::text then
    -- As texts: 100 and 100.0 are one number, and not one text.
    select coalesce(jsonb_object_agg(c.key, c.value) filter (where c.key = any (v_names)), '{}'),
      jsonb_object_agg(c.key, c.value) filter (where c.key <> all (v_names))
    into v_raw, changes
    from jsonb_each(content) as c
    where (v_cells -> c.key)::text is distinct from c.value::text;
    task.legacy := jsonb_strip_nulls(jsonb_build_object(
      'absent', (select jsonb_agg(k.key) from jsonb_object_keys(v_cells) as k (key) where not content ? k.key)));
    if v_raw <> '{}' then
      task.legacy := task.legacy || jsonb_build_object('raw', v_raw);
    end if;
    if changes is not null then
      task.legacy := task.legacy || jsonb_build_object('extra', changes);
    end if;
  end if;

  -- A cell that came and left no mark on its column, or another value, is told. Most rows have none, or were never updated.
  if v_raw is null or v_raw = '{}' or v_raw = '{"updated_at": null}' then
    changes := null;
    return;
  end if;
  changes := (
    select jsonb_agg(jsonb_build_object('path', 'tasks.' || row_key, 'field', c.key, 'old', c.value, 'new', v_cells -> c.key,
      'why', case when v_cells -> c.key is null or v_cells -> c.key = 'null' then 'no column can hold it; it is kept as it stood'
        when c.key in ('created_at', 'updated_at') and jsonb_typeof(c.value) = 'null' then 'there is no time; the nearest that is known was taken'
        else 'it has another form in the database; it is kept as it stood' end))
    from jsonb_each(v_raw) as c
    where c.key not in ('created_at', 'updated_at', 'started_at', 'claimed_at') and jsonb_typeof(c.value) <> 'null'
      and c.value is distinct from v_cells -> c.key
      or c.key in ('created_at', 'updated_at', 'started_at', 'claimed_at')
      and (network.time_cell(c.value, zone) is distinct from network.time_cell(v_cells -> c.key, zone)
        or network.time_cell(c.value, zone) is null and coalesce(c.value #>> '{}', '') <> '')
      and not (c.key = 'updated_at' and jsonb_typeof(c.value) = 'null')
  );
end;
$$;

comment on function network.read_task(text, jsonb, text) is
  'The task as a row (with legacy: raw, extra, absent), or the problem {code, field, reason, hint} that refuses it; and the '
  'changes [{path, field, old, new, why}] where a column could not take a cell as it was.';
