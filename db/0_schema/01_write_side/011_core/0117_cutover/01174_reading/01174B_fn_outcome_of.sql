-- 01174B  specql_cutover.outcome_of()
-- updated, changed or unchanged, from the changes of a row.

create or replace function specql_cutover.outcome_of(changes jsonb)
  returns text
  language plpgsql
  immutable
as $$
begin
  return case
    when changes = '[]' then 'unchanged'
    when exists (
      select from jsonb_array_elements(changes) as c
      where c ->> 'why' <> 'the file has changed since the last import'
    ) then 'changed'
    else 'updated'
  end;
end;
$$;

comment on function specql_cutover.outcome_of(jsonb) is
  'unchanged: no change. updated: the database took the file''s values. changed: the database holds something else than '
  'the file says.';
