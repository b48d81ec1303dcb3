-- 01352F  network.checked_task_type()
-- A type of task, or which types there are.

create or replace function network.checked_task_type(task_type text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if task_type in ('spec', 'test', 'impl', 'review', 'heal') then
    return task_type;
  end if;
  raise exception using
    errcode = case when coalesce(task_type, '') = '' then 'SG102' else 'SG127' end,
    message = case when coalesce(task_type, '') = '' then format('%s is missing', field)
      else format('task_type %s is not known', quote_literal(left(task_type, 40))) end,
    hint = 'It is spec, test, impl, review or heal.',
    column = field;
end;
$$;

comment on function network.checked_task_type(text, text) is 'The type as it came. SG102: it is missing. SG127: there is no such type.';
