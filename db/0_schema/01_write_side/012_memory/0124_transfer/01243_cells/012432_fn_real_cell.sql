-- 012432  memory.real_cell()
-- A floating-point number as a cell: always with a fraction, as SQLite has it.

create or replace function memory.real_cell(value double precision)
  returns jsonb
  language sql
  stable
as $$
  select case
    when value in ('Infinity', '-Infinity', 'NaN') then jsonb_build_object('$real', value::text)
    when value::text ~ '[.e]' then value::text::jsonb
    else (value::text || '.0')::jsonb
  end;
$$;

comment on function memory.real_cell(double precision) is
  'The JSON number, 1.0 for 1; {"$real": "Infinity"} and so on for what JSON has no number for.';
