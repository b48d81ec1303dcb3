-- 013525  network.is_task_step()
-- Which steps the life of a task has.

create or replace function network.is_task_step(from_status text, to_status text)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return from_status || ' ' || to_status in (
    'pending running', 'pending needs_decision', 'pending failed',
    'running completed', 'running failed', 'running needs_decision', 'running pending',
    'needs_decision running', 'needs_decision pending', 'needs_decision failed',
    'completed pending', 'failed pending');
end;
$$;

comment on function network.is_task_step(text, text) is
  'True for pending → running, needs_decision, failed; running → completed, failed, needs_decision, pending; needs_decision → '
  'running, pending, failed; completed and failed → pending.';
