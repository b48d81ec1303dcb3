-- 013547  network.task_problem()
-- What is wrong with a row of a task file.

create or replace function network.task_problem(row_key text, content jsonb, zone text)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_direction text;
  v_progress  jsonb;
begin
  if jsonb_typeof(content) is distinct from 'object' then
    return jsonb_build_object('code', 'SG127', 'field', 'tasks', 'reason', 'a task must be a JSON object', 'hint', null);
  end if;
  if jsonb_typeof(content -> 'id') is distinct from 'string' and jsonb_typeof(content -> 'id') is distinct from 'number' then
    return jsonb_build_object('code', 'SG102', 'field', 'id', 'reason', 'id is missing', 'hint', 'A task is known by its id.');
  end if;
  if content ->> 'id' <> row_key or length(row_key) not between 1 and 200 or row_key ~ '[\u0001-\u001F\u007F-\u009F]' then
    return jsonb_build_object('code', 'SG127', 'field', 'id',
      'reason', 'the id of a task must be 1 to 200 characters, without control characters', 'hint', null);
  end if;
  v_direction := network.text_cell(content -> 'direction');
  if coalesce(v_direction, '') = '' then
    return jsonb_build_object('code', 'SG102', 'field', 'direction', 'reason', 'direction is missing', 'hint', 'It has 1 to 5000 characters.');
  end if;
  if length(v_direction) > 5000 then
    return jsonb_build_object('code', 'SG103', 'field', 'direction',
      'reason', format('direction is too long: it has %s characters; 5000 are allowed', length(v_direction)), 'hint', 'Shorten it.');
  end if;
  if content ->> 'task_type' is null or content ->> 'task_type' not in ('spec', 'test', 'impl', 'review', 'heal') then
    return jsonb_build_object('code', 'SG127', 'field', 'task_type',
      'reason', format('task_type %s is not known', coalesce(quote_literal(left(content ->> 'task_type', 40)), 'null')),
      'hint', 'It is spec, test, impl, review or heal.');
  end if;
  if content ->> 'status' is null or content ->> 'status' not in ('pending', 'running', 'completed', 'failed', 'needs_decision') then
    return jsonb_build_object('code', 'SG127', 'field', 'status',
      'reason', format('status %s is not known', coalesce(quote_literal(left(content ->> 'status', 40)), 'null')),
      'hint', 'It is pending, running, completed, failed or needs_decision.');
  end if;
  v_progress := content -> 'progress_pct';
  if jsonb_typeof(v_progress) = 'number' and (v_progress::text::numeric < 0 or v_progress::text::numeric > 100) then
    return jsonb_build_object('code', 'SG127', 'field', 'progress_pct',
      'reason', format('progress_pct must be 0 to 100, not %s', left(v_progress::text, 40)), 'hint', null);
  end if;
  if jsonb_typeof(content -> 'created_at') not in ('null') and coalesce(content ->> 'created_at', '') <> ''
    and network.time_cell(content -> 'created_at', zone) is null
  then
    return jsonb_build_object('code', 'SG128', 'field', 'created_at',
      'reason', format('created_at must be a time stamp, not %s', left((content -> 'created_at')::text, 40)),
      'hint', 'ISO 8601 is read, for example 2026-02-16T05:00:49+00:00.');
  end if;
  return null;
end;
$$;

comment on function network.task_problem(text, jsonb, text) is
  'Null, or {code, field, reason, hint}. SG102, SG103, SG127, SG128. Odd states are no problem: a running task may lack its start.';
