-- 012448  memory.held_cells()
-- The column legacy of an imported row.

create or replace function memory.held_cells(raw jsonb, extra jsonb, base jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select nullif(
    case when raw <> '{}' then jsonb_build_object('raw', raw) else '{}' end ||
    case when extra <> '{}' then jsonb_build_object('extra', extra) else '{}' end ||
    case when base <> '{}' then jsonb_build_object('base', base) else '{}' end, '{}');
$$;

comment on function memory.held_cells(jsonb, jsonb, jsonb) is 'What is there of the three as one object; null where nothing is.';
