-- 013556  network.kept_created_at()
-- When a task was made is final; a file that says something else is kept as it stood.

create or replace function network.kept_created_at(legacy jsonb, is_at timestamptz, file_at timestamptz, cell jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case when is_at = file_at or cell is null then legacy
    else legacy || jsonb_build_object('raw', coalesce(legacy -> 'raw', '{}') || jsonb_build_object('created_at', cell)) end;
$$;

comment on function network.kept_created_at(jsonb, timestamptz, timestamptz, jsonb) is
  'The legacy cells, with the file''s created_at among the raw ones where it is not that of the row, whose month depends on it.';
