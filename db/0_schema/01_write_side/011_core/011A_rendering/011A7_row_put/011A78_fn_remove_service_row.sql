-- 011A78  specql_cutover.remove_service_row()
-- Removes a row of a services file. A service is retired: what ran it stays known.

create or replace function specql_cutover.remove_service_row(source_table text, row_key text)
  returns boolean
  language plpgsql
  volatile
as $$
declare
  v_name text;
begin
  if source_table = 'document' then
    delete from specql_cutover.tb_legacy_row as l
    where l.kind = 'services' and l.source_table = 'document' and l.row_key = remove_service_row.row_key;
    return found;
  end if;
  select s.service_name into v_name
  from specql_service.tb_service as s
  where specql_cutover.service_key(s.service_name, s.legacy) = row_key and s.retired_at is null;
  if not found then
    return false;
  end if;
  perform app.retire_service(v_name, 'removed from the legacy store');
  return true;
end;
$$;

comment on function specql_cutover.remove_service_row(text, text) is
  'False where there is none. SG382: services in use depend on it.';
