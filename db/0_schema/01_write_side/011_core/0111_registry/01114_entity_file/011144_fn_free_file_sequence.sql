-- 011144  specql_registry.free_file_sequence()
-- The lowest free file digit of a layer of an entity.

create or replace function specql_registry.free_file_sequence(table_code text, layer text, kind text)
  returns integer
  language plpgsql
  stable
as $$
declare
  v_place constant text := layer || substr(table_code, 3, 3);
  v_free  integer;
begin
  select g.digit
  into v_free
  from generate_series(1, 15) as g (digit)
  -- Digit 1 of the write side is the table's, and the table stands nowhere else.
  where (layer <> '01' or (g.digit = 1) = (kind = 'tb'))
    and not exists (
      select from specql_registry.tb_entity_file as f
      where f.file_code = v_place || substr('123456789ABCDEF', g.digit, 1)
    )
    and not specql_registry.code_is_reserved(v_place || substr('123456789ABCDEF', g.digit, 1))
  order by g.digit
  limit 1;
  if found then
    return v_free;
  end if;
  raise exception using
    errcode = 'SG310',
    message = case
      when layer = '01' and kind = 'tb' then format('the table of entity %s has its file already', table_code)
      else format('layer %s of entity %s is full', layer, table_code)
    end,
    detail = 'A layer of an entity holds fifteen files; digit 1 of layer 01 is the table.',
    hint = 'Put several small objects into one file, or use another entity.',
    column = 'table_code';
end;
$$;

comment on function specql_registry.free_file_sequence(text, text, text) is
  'The lowest free file digit as a number, reserved codes left out. SG310: none is free.';
