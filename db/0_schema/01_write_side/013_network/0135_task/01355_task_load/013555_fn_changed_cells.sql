-- 013555  network.changed_cells()
-- Which cells of a row differ from what they were.

create or replace function network.changed_cells(row_key text, old jsonb, new jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'path', 'tasks.' || row_key, 'field', k.key, 'old', old -> k.key, 'new', new -> k.key, 'why', 'the file has changed'
  ) order by k.key), '[]')
  from jsonb_object_keys(old || new) as k (key)
  where (old -> k.key)::text is distinct from (new -> k.key)::text;
$$;

comment on function network.changed_cells(text, jsonb, jsonb) is '[{path, field, old, new, why}]; empty where there was no row before.';
