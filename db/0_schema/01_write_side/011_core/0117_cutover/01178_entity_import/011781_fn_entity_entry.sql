-- 011781  specql_cutover.entity_entry()
-- An entity's row of the file, without what the export adds to it.

create or replace function specql_cutover.entity_entry(entry jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return specql_cutover.checked_entry(entry)
    - case when entry ->> 'status' in ('active', 'retired') then 'status' else '' end;
end;
$$;

comment on function specql_cutover.entity_entry(jsonb) is
  'The entry without a status that is one of ours. SG112: it is no mapping.';
