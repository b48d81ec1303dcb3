-- 013523  network.tg_tb_agent_task__through_parent()
-- Partitions are written through their parent, whose triggers keep the keys.

create or replace function network.tg_tb_agent_task__through_parent()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG324',
    message = format('%s on %I.%I is not allowed', lower(tg_op), tg_table_schema, tg_table_name),
    detail = 'The keys of tasks are kept by the triggers of network.tb_agent_task.',
    hint = case tg_op when 'TRUNCATE' then 'Delete the rows from network.tb_agent_task.'
      else 'Write network.tb_agent_task instead.' end;
end;
$$;

comment on function network.tg_tb_agent_task__through_parent() is
  'Before a statement that names a partition, and before truncate: SG324. Statements that name the parent pass.';

create or replace trigger tr_110_through_parent
  before truncate on network.tb_agent_task
  for each statement execute function network.tg_tb_agent_task__through_parent();

comment on trigger tr_110_through_parent on network.tb_agent_task is 'Tasks are deleted, never truncated: their keys go with them.';
