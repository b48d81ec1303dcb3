-- 011A16  specql_cutover.refuse_stranger()
-- A store that is split by organisation is not read or written whole by everybody.

create or replace function specql_cutover.refuse_stranger(store text)
  returns void
  language plpgsql
  stable
as $$
begin
  if store = 'memory' and not pg_has_role(common.current_role_name(), 'specql_admin', 'member') then
    raise exception using
      errcode = 'SG401',
      message = 'only administrators read and write the memory store by its legacy rows',
      detail = 'Its rows are split by organisation; legacy rows are those of all of them.',
      hint = 'Use app.search_memories() and the views of app.';
  end if;
end;
$$;

comment on function specql_cutover.refuse_stranger(text) is
  'SG401 for the memory store, where the role in force is not a member of specql_admin.';
