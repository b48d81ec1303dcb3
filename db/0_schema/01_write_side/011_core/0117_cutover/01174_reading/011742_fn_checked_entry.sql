-- 011742  specql_cutover.checked_entry()
-- An entry that must be a mapping.

create or replace function specql_cutover.checked_entry(entry jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if jsonb_typeof(entry) = 'object' then
    return entry;
  end if;
  raise exception using
    errcode = 'SG112',
    message = 'the entry must be a mapping',
    detail = format('It is %s.', coalesce(left(entry::text, 60), 'empty')),
    hint = 'Give it its keys, or remove it.';
end;
$$;

comment on function specql_cutover.checked_entry(jsonb) is 'The entry, or SG112 where it is no mapping.';
