-- 012447  memory.raw_cells()
-- The cells that are to be kept verbatim, because the columns alone would read otherwise.

create or replace function memory.raw_cells(content jsonb, cells jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select jsonb_object_agg(c.key, c.value)
  from jsonb_each(content) as c
  where (cells -> c.key)::text is distinct from c.value::text;
$$;

comment on function memory.raw_cells(jsonb, jsonb) is
  'The cells of content that differ from cells, in wording too; null where none does.';
