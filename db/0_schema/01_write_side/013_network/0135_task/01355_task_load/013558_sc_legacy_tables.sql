-- 013558  the legacy tables of tasks
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

select specql_cutover.define_legacy_table(
  store           => 'tasks',
  source_table    => '*',
  rank            => 90,
  render_view     => 'network.lr_tasks_rest',
  load_function   => 'network.load_task_rest',
  remove_function => 'network.remove_task',
  table_name      => 'specql_cutover.tb_legacy_row'
);

select specql_cutover.mirror_table('network.tb_agent_task', 'tasks', 'tasks', 'r.task_id');
