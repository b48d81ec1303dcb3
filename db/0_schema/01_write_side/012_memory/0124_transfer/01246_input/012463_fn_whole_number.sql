-- 012463  memory.whole_number()
-- A whole number, and not one that is rounded.

create or replace function memory.whole_number(value jsonb, field text)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if (value #>> '{}')::numeric <> trunc((value #>> '{}')::numeric) then
    perform memory.refuse_cell(field, value, 'a whole number');
  end if;
  return memory.number_of_cell(to_jsonb(trunc((value #>> '{}')::numeric)), true, field);
end;
$$;

comment on function memory.whole_number(jsonb, text) is 'The number, or SG122 where it has a fraction or more than 64 bits.';
