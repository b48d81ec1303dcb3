-- 011A18  specql_cutover.cell()
-- Lays a value over an entry of a file, where the file does not say the same already.

create or replace function specql_cutover.cell(entry jsonb, field text, same boolean, value jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return case
    when same then entry
    -- What neither side has stays away.
    when coalesce(value, 'null') = 'null' and not entry ? field then entry
    else entry || jsonb_build_object(field, value)
  end;
end;
$$;

comment on function specql_cutover.cell(jsonb, text, boolean, jsonb) is
  'The entry as it came where the file''s value means what the column holds, else with the new value. A null is written only over a '
  'value of the file.';
