-- 012436  memory.keep_cells()
-- Puts a table under the trigger that keeps the cells of its file.

create or replace function memory.keep_cells(target regclass, cells_function text)
  returns void
  language plpgsql
  volatile
as $$
begin
  execute format(
    'create or replace trigger tr_810_keep_cells before update on %s '
    'for each row execute function memory.tg__keep_cells(%L)', target, cells_function);
  execute format('comment on trigger tr_810_keep_cells on %s is %L', target,
    'A changed cell is no longer what the file said.');
end;
$$;

comment on function memory.keep_cells(regclass, text) is
  'Creates the trigger tr_810_keep_cells; the function must give the cells of a row of the table. Re-runnable.';
