-- 012184  memory.index_memories()
-- Makes searchable what a bulk import brought.

create or replace function memory.index_memories()
  returns bigint
  language plpgsql
  volatile
  set maintenance_work_mem = '256MB'
  set jit = off
  -- Of a table that was empty when it was last vacuumed the planner thinks that nothing is faster than to read all of it for each
  -- row, and the rows come while it is read: 50,000 took 82 seconds.
  set enable_nestloop = off
as $$
declare
  -- An index is built in a fraction of the time that it takes to fill one row by row.
  v_anew  constant boolean := (select count(*) from (select from memory.tb_search_text limit 10001) as t) <= 10000
    and (select count(*) from (select from memory.tb_memory_entity limit 50001) as e) > 50000;
  v_count bigint;
begin
  perform common.refuse_partial_sight();
  if v_anew then
    drop index if exists memory.ix_tb_search_text__content, memory.ix_tb_search_text__search_vector;
  end if;
  insert into memory.tb_search_text (pk_search_text, content)
  select e.pk_memory_entity, e.content
  from memory.tb_memory_entity as e
  where e.content is not null
    and not exists (select from memory.tb_search_text as t where t.pk_search_text = e.pk_memory_entity)
  on conflict on constraint pk_tb_search_text do nothing;
  get diagnostics v_count = row_count;
  if v_anew then
    perform memory.make_search_indexes();
  end if;
  return v_count;
end;
$$;

comment on function memory.index_memories() is
  'Copies the texts that are not in memory.tb_search_text yet, and returns how many. Where nearly all are new the indexes are built '
  'anew; searches wait for that. SG405: the caller does not see all memories.';
