-- 013432  network.problem()
-- What is wrong with a row of a file.

create or replace function network.problem(code text, field text, reason text, hint text default null)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_build_object('problem', jsonb_build_object('code', code, 'field', field, 'reason', reason, 'hint', hint))
$$;

comment on function network.problem(text, text, text, text) is 'One reason to refuse a row, in the words of import reports.';
