-- 012422  memory.known_cells()
-- Which cell of a shape fills which column, and which cells none does.

create or replace function memory.known_cells(source_table text, cells text[])
  returns table (column_name text, cell text, kind text, parent text, table_name text, place bigint)
  language sql
  immutable
as $$
  -- Where a file has two cells for one column, the first fills it and the other is kept beside.
  select c.column_name, (
      select n.cell
      from unnest(c.cells) with ordinality as n (cell, place)
      where n.cell = any (known_cells.cells)
      order by n.place
      limit 1
    ), c.kind, c.parent, c.table_name, c.place
  from memory.source_columns(known_cells.source_table) as c;
$$;

comment on function memory.known_cells(text, text[]) is
  'Per column of the table that holds a legacy table: the cell of this shape that fills it, null where the shape has none.';
