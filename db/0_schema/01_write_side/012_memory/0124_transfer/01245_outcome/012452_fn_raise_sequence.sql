-- 012452  memory.raise_sequence()
-- Numbers to come stand above those that a file brought; a sequence is never lowered.

create or replace function memory.raise_sequence(source_table text, rows jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_sequence text;
  v_largest  bigint;
  v_last     bigint;
begin
  select pg_get_serial_sequence('memory.tb_' || c.table_name, c.column_name)
  into v_sequence
  from memory.source_columns(raise_sequence.source_table) as c
  where c.kind = 'id';
  select max((r ->> 'key')::bigint) into v_largest from jsonb_array_elements(rows) as r where r ->> 'key' ~ '^\d{1,18}$';
  if v_largest is null then
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
  'Sets the sequence of the table to the largest key of the rows, if it is below.';
