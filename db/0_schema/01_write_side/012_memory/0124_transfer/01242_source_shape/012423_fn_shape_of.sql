-- 012423  memory.shape_of()
-- The number of a shape; a new one is noted.

create or replace function memory.shape_of(source_table text, cells text[], make_current boolean)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_cells constant text[] := array(select c from unnest(cells) as c order by c collate "C");
  v_used  text[];
  v_shape memory.tb_source_shape;
begin
  select s.* into v_shape
  from memory.tb_source_shape as s
  where s.source_table = shape_of.source_table and s.cells = v_cells;
  if not found then
    v_used := array(select k.cell from memory.known_cells(shape_of.source_table, v_cells) as k where k.cell is not null);
    insert into memory.tb_source_shape (source_table, cells, absent, unknown)
    select
      shape_of.source_table, v_cells,
      array(
        select distinct n.cell
        from memory.source_columns(shape_of.source_table) as c cross join unnest(c.cells) as n (cell)
        where n.cell <> all (v_cells)
      ),
      (select jsonb_object_agg(c, null) from unnest(v_cells) as c where c <> all (v_used))
    on conflict on constraint uq_tb_source_shape__cells do nothing;
    select s.* into strict v_shape
    from memory.tb_source_shape as s
    where s.source_table = shape_of.source_table and s.cells = v_cells;
  end if;
  if make_current and not v_shape.is_current then
    -- Two imports take turns here, so that one shape remains.
    perform pg_advisory_xact_lock(hashtextextended('memory shape ' || shape_of.source_table, 0));
    update memory.tb_source_shape as s
    set is_current = false
    where s.source_table = shape_of.source_table and s.is_current and s.pk_source_shape <> v_shape.pk_source_shape;
    update memory.tb_source_shape as s
    set is_current = true
    where s.pk_source_shape = v_shape.pk_source_shape and not s.is_current;
  end if;
  return v_shape.pk_source_shape;
end;
$$;

comment on function memory.shape_of(text, text[], boolean) is
  'The shape with these cells, made where it is new; with make_current it is the one that rows made here have from now on.';

-- Without a file a row has every cell that we have a column for, each once.
insert into memory.tb_source_shape (source_table, cells, absent, is_current)
select 'memory_entities', array(
    select c.cells[1]
    from memory.source_columns('memory_entities') as c
    order by c.cells[1] collate "C"
  ), '{text}', true
where not exists (select from memory.tb_source_shape as s where s.source_table = 'memory_entities');
