-- 01354A  network.lr_tasks_rest
-- What a task file holds beside its tasks.

create or replace view network.lr_tasks_rest as
select
  r.row_key,
  r.pk_legacy_row as position,
  r.row as content,
  null::jsonb as also,
  r.source_table
from specql_cutover.tb_legacy_row as r
where r.kind = 'tasks';

comment on view network.lr_tasks_rest is 'Rows of a task file that stand under another key than tasks.';
comment on column network.lr_tasks_rest.row_key is 'Key of the row in the file.';
comment on column network.lr_tasks_rest.position is 'Rises in the order of the file.';
comment on column network.lr_tasks_rest.content is 'The row.';
comment on column network.lr_tasks_rest.also is 'Nothing: a row has one rendering.';
comment on column network.lr_tasks_rest.source_table is 'The list of the file, or document for what is no list.';
