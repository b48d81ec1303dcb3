-- 011B47  specql_cutover.raise_sequences()
-- Lifts the sequences of a store's tables above the largest number that an import brought. Never lowers one.

create or replace function specql_cutover.raise_sequences(store text)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_column record;
  v_top    bigint;
  v_last   bigint;
begin
  for v_column in
    select distinct t.target_table as target, a.attname as name, pg_get_serial_sequence(t.target_table, a.attname) as sequence
    from specql_cutover.tb_legacy_table as t
      join pg_catalog.pg_attribute as a on a.attrelid = t.target_table::regclass and a.attnum > 0 and not a.attisdropped
    where t.fk_store = specql_cutover.store_pk(store)
      and pg_get_serial_sequence(t.target_table, a.attname) is not null
  loop
    execute format('select max(%I) from %s', v_column.name, v_column.target) into v_top;
    execute format('select case when s.is_called then s.last_value else s.last_value - 1 end from %s as s', v_column.sequence) into v_last;
    if v_top > v_last then
      perform setval(v_column.sequence, v_top);
    end if;
  end loop;
end;
$$;

comment on function specql_cutover.raise_sequences(text) is 'For each column of the tables that takes its numbers from a sequence.';
