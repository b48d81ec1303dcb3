-- 011A16  specql_cutover.refuse_partial()
-- Whoever mirrors or moves a store must see all of it.

create or replace function specql_cutover.refuse_partial(store text)
  returns void
  language plpgsql
  stable
as $$
begin
  if store = 'memory' then
    perform common.refuse_partial_sight();
  end if;
end;
$$;

comment on function specql_cutover.refuse_partial(text) is
  'SG405 for the memory store, where the session sees the rows of some organisations only.';
