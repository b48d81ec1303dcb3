-- 013548  network.whole_cell()
-- A cell that a column holds as a whole number that is not negative.

create or replace function network.whole_cell(cell jsonb)
  returns integer
  language plpgsql
  immutable
as $$
begin
  return case when cell #>> '{}' ~ '^\d{1,9}(\.\d{1,100})?$' and jsonb_typeof(cell) in ('number', 'string') then round((cell #>> '{}')::numeric)::integer end;
end;
$$;

comment on function network.whole_cell(jsonb) is 'The number, also of a text of digits, rounded; null for anything else.';
