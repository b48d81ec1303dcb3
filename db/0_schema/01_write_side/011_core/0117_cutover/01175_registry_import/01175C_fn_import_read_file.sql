-- 01175C  specql_cutover.import_read_file()
-- Imports one file of a read entity; a repeated row stands once, with all its positions.

create or replace function specql_cutover.import_read_file(
  run bigint, read_entity bigint, entry jsonb, list_position integer, path text, line integer
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_entry   constant jsonb := specql_cutover.checked_entry(entry);
  v_code    constant text := specql_cutover.text_of(v_entry, 'code');
  v_type    constant text := specql_cutover.text_of(v_entry, 'type');
  v_name    constant text := specql_cutover.text_of(v_entry, 'name');
  v_number  constant integer := specql_cutover.integer_of(v_entry, 'file_num');
  v_outcome text := 'unchanged';
begin
  -- The whole row decides whether two rows are the same, unknown keys included.
  if not exists (
    select from specql_registry.tb_read_entity_file as f
    where f.fk_read_entity = read_entity and f.legacy = v_entry and list_position = any (f.positions)
  ) then
    v_outcome := 'imported';
    update specql_registry.tb_read_entity_file as f
    set positions = f.positions || list_position
    where f.fk_read_entity = read_entity and f.legacy = v_entry;
    if not found then
      insert into specql_registry.tb_read_entity_file
        (fk_read_entity, file_code, file_type, file_name, file_number, positions, legacy)
      values (read_entity, v_code, v_type, v_name, v_number, array[list_position], v_entry);
    end if;
  end if;
  perform specql_cutover.note_row(run, 'read_files', path, line, v_outcome);
end;
$$;

comment on function specql_cutover.import_read_file(bigint, bigint, jsonb, integer, text, integer) is
  'Keeps the row and notes it. Raises what makes the row a rejected one.';
