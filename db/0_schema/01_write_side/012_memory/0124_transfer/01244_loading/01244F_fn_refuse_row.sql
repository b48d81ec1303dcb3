-- 01244F  memory.refuse_row()
-- Leaves a row to be taken by itself.

create or replace function memory.refuse_row(content jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  perform memory.refuse_cell(null, content, 'looked at one by one');
  return null;
end;
$$;

comment on function memory.refuse_row(jsonb) is 'Raises SG122, so that a statement for many rows fails; typed as the column legacy.';
