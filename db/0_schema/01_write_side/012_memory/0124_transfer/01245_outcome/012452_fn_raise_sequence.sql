-- 012452  memory.raise_sequence()
-- Numbers to come stand above those that a file brought; a sequence is never lowered.

create or replace function memory.raise_sequence(source_table text, rows jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table    text;
  v_key      text;
  v_sequence text;
  v_largest  bigint;
  v_last     bigint;
begin
  select 'tb_' || c.table_name, c.column_name, pg_get_serial_sequence('memory.tb_' || c.table_name, c.column_name)
  into v_table, v_key, v_sequence
  from memory.source_columns(raise_sequence.source_table) as c
  where c.kind = 'id';
  if jsonb_array_length(rows) <= 100 then
    select max((r ->> 'key')::bigint) into v_largest from jsonb_array_elements(rows) as r where r ->> 'key' ~ '^\d{1,18}$';
  else
    -- Of many rows the index knows it without a look at each. A number with 19 digits has next to nothing above it.
    execute format('select max(t.%1$I) from memory.%2$I as t where t.%1$I < 1000000000000000000', v_key, v_table) into v_largest;
  end if;
  if v_largest is null or v_largest < 1 then
    return;
  end if;
  execute format('select s.last_value - case when s.is_called then 0 else 1 end from %s as s', v_sequence) into v_last;
  if v_last >= v_largest then
    return;
  end if;
  -- Two loads take turns, so that the larger number remains.
  perform pg_advisory_xact_lock(hashtextextended(v_sequence, 0));
  execute format('select s.last_value from %s as s', v_sequence) into v_last;
  if v_last < v_largest then
    perform setval(v_sequence, v_largest);
  end if;
end;
$$;

comment on function memory.raise_sequence(text, jsonb) is
  'Sets the sequence of the table to the largest key of the rows, or of the table where the rows are many, if it is below.';
