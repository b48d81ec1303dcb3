-- 012466  memory.found_row()
-- The row of a public key, if the caller sees it.

create or replace function memory.found_row(table_name text, id uuid, field text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  if id is null then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', field),
      hint = 'Give the id of the row.',
      column = field;
  end if;
  execute format('select t.%I from memory.%I as t where t.id = $1', 'pk_' || table_name, 'tb_' || table_name)
  into v_pk
  using id;
  if v_pk is null then
    -- What others have is not told from what nobody has.
    raise exception using
      errcode = case when table_name = 'memory_entity' then 'SG210' else 'SG212' end,
      message = format('there is no %s %s', case when table_name = 'memory_entity' then 'memory' else replace(table_name, '_', ' ') end, id),
      hint = 'Look for it in the view, or act for the organisation that it belongs to.',
      column = field;
  end if;
  return v_pk;
end;
$$;

comment on function memory.found_row(text, uuid, text) is
  'The internal key. SG102: no id. SG210: no such memory. SG212: no such row of another table.';
