-- 013558  the legacy table of tasks
-- Says what speaks the format of the task file, and puts the tasks under the marks of its mirror.

select specql_cutover.define_legacy_table(
  store           => 'tasks',
  source_table    => 'tasks',
  rank            => 10,
  render_view     => 'network.lr_tasks_tasks',
  load_function   => 'network.load_tasks',
  remove_function => 'network.remove_task',
  table_name      => 'network.tb_agent_task'
);

select specql_cutover.mirror_table('network.tb_agent_task', 'tasks', 'tasks', 'r.task_id');
