-- 012465  memory.insert_row()
-- Makes a row of values by column.

create or replace function memory.insert_row(table_name text, row_values jsonb)
  returns uuid
  language plpgsql
  volatile
as $$
declare
  v_columns text;
  v_id      uuid;
begin
  select string_agg(format('%I', k), ', ') into v_columns from jsonb_object_keys(row_values) as k;
  execute format(
    'insert into memory.%1$I (%2$s) select %2$s from jsonb_populate_record(null::memory.%1$I, $1) returning id',
    'tb_' || table_name, v_columns)
  into v_id
  using row_values;
  return v_id;
end;
$$;

comment on function memory.insert_row(text, jsonb) is 'The public key of the new row.';
