-- 012442  memory.refuse_cell()
-- Says which cell has what it cannot have.

create or replace function memory.refuse_cell(field text, cell jsonb, wanted text)
  returns void
  language plpgsql
  immutable
as $$
begin
  raise exception using
    errcode = 'SG122',
    message = format('%s must be %s', coalesce(field, 'a cell'), wanted),
    detail = format('It is %s.', left(coalesce(cell::text, 'missing'), 80)),
    hint = 'Correct the value. A row of a file can also be imported with --quarantine and mended here.',
    column = coalesce(field, '');
end;
$$;

comment on function memory.refuse_cell(text, jsonb, text) is 'Raises SG122 for a cell that no value can be made of.';
