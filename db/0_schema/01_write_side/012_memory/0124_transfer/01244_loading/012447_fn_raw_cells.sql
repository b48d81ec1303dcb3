-- 012447  memory.raw_cells()
-- The cells that are to be kept verbatim, because the columns alone would read otherwise.

create or replace function memory.raw_cells(content jsonb, cells jsonb, kinds jsonb)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_raw jsonb;
begin
  select jsonb_object_agg(c.key, c.value)
  into v_raw
  from jsonb_each(content) as c
  where (cells -> c.key)::text is distinct from c.value::text;

  if kinds is not null and (
    exists (select from jsonb_each(v_raw) as r where jsonb_typeof(r.value) not in ('null', kinds ->> r.key) and kinds ->> r.key <> 'any')
    or not content ?& array(select jsonb_object_keys(cells)) or not cells ?& array(select jsonb_object_keys(content))
  ) then
    perform memory.refuse_cell(null, content, 'looked at one by one');
  end if;
  return v_raw;
end;
$$;

comment on function memory.raw_cells(jsonb, jsonb, jsonb) is
  'The cells of content that differ from cells, in wording too; null where none does. With kinds (the JSON type of each cell) SG122 '
  'where a cell is of another type or the two have not the same cells: then the row is taken by itself.';
