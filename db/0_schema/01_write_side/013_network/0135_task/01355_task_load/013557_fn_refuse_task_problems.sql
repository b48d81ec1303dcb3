-- 013557  network.refuse_task_problems()
-- Raises the first problem that rows have.

create or replace function network.refuse_task_problems(problems jsonb[])
  returns void
  language plpgsql
  immutable
as $$
declare
  v_problem jsonb;
begin
  foreach v_problem in array problems loop
    if v_problem is not null then
      raise exception using
        errcode = v_problem ->> 'code',
        message = v_problem ->> 'reason',
        hint = coalesce(v_problem ->> 'hint', 'It is a row of the task file.'),
        column = v_problem ->> 'field';
    end if;
  end loop;
end;
$$;

comment on function network.refuse_task_problems(jsonb[]) is 'The problem as an error, for a caller who puts a row.';
