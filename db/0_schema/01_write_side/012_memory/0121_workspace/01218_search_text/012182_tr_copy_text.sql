-- 012182  memory.tg_tb_memory_entity__copy_text()
-- What is remembered can be searched at once.

create or replace function memory.tg_tb_memory_entity__copy_text()
  returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    -- A bulk import has it done at its end, at once: see memory.index_memories().
    if not exists (select from specql_cutover.tb_import_batch as b where b.bulk_xid = pg_current_xact_id()) then
      insert into memory.tb_search_text (pk_search_text, content)
      select n.pk_memory_entity, n.content from new_rows as n where n.content is not null;
    end if;
  elsif tg_op = 'UPDATE' then
    if new.content is not distinct from old.content then
      return null;
    end if;
    delete from memory.tb_search_text as t where t.pk_search_text = new.pk_memory_entity and new.content is null;
    insert into memory.tb_search_text (pk_search_text, content)
    select new.pk_memory_entity, new.content where new.content is not null
    on conflict on constraint pk_tb_search_text do update set content = excluded.content;
  else
    delete from memory.tb_search_text as t using old_rows as o where t.pk_search_text = o.pk_memory_entity;
  end if;
  return null;
end;
$$;

comment on function memory.tg_tb_memory_entity__copy_text() is 'After insert, update or delete: keeps memory.tb_search_text in step.';

create or replace trigger tr_850_copy_text
  after insert on memory.tb_memory_entity referencing new table as new_rows
  for each statement execute function memory.tg_tb_memory_entity__copy_text();
create or replace trigger tr_851_copy_text
  after update on memory.tb_memory_entity
  for each row execute function memory.tg_tb_memory_entity__copy_text();
create or replace trigger tr_852_copy_text
  after delete on memory.tb_memory_entity referencing old table as old_rows
  for each statement execute function memory.tg_tb_memory_entity__copy_text();

comment on trigger tr_850_copy_text on memory.tb_memory_entity is 'For the search.';
comment on trigger tr_851_copy_text on memory.tb_memory_entity is 'For the search.';
comment on trigger tr_852_copy_text on memory.tb_memory_entity is 'For the search.';
