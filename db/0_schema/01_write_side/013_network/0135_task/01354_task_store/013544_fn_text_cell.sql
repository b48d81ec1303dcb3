-- 013544  network.text_cell()
-- A cell that a column holds as text.

create or replace function network.text_cell(cell jsonb)
  returns text
  language sql
  immutable
as $$
  select case jsonb_typeof(cell) when 'string' then cell #>> '{}' when 'null' then null else cell::text end;
$$;

comment on function network.text_cell(jsonb) is 'A string as it is, null for null and absent, and anything else as its JSON text.';
