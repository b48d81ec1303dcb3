-- 0114F7  specql_governance.step()
-- One step of a migration.

create or replace function specql_governance.step(
  statement text,
  plain     text default null,
  options   jsonb default '{}'
)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return (
    select jsonb_build_object(
      'sql', statement,
      'plain', coalesce(plain, statement),
      'tx', true,
      'apart', false,
      'lock_timeout', '3s',
      'statement_timeout', '60s'
    ) || step.options
  );
end;
$$;

comment on function specql_governance.step(text, text, jsonb) is
  'sql: what is run and written, safe to run twice. plain: the bare statement, as the proof runs it. tx: inside a transaction. '
  'apart: in a transaction of its own, after the others are committed. repeat: until it changes no row. when: a query '
  'that says whether a step outside a transaction is still to be done. note: what one should know.';
