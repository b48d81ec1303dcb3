-- 01341C  network.with_legacy()
-- A row as the legacy file has it.

create or replace function network.with_legacy(cells jsonb, legacy jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  if legacy is null then
    return cells;
  end if;
  return (cells || coalesce(legacy -> 'raw', '{}') || coalesce(legacy -> 'extra', '{}'))
    - array(select jsonb_array_elements_text(coalesce(legacy -> 'absent', '[]')));
end;
$$;

comment on function network.with_legacy(jsonb, jsonb) is
  'The cells, with those that the file wrote in another way put in their place, unknown ones added, and those that the file '
  'did not have taken away.';
