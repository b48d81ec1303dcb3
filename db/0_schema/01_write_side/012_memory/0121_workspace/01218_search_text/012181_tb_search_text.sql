-- 012181  memory.tb_search_text
-- What a search looks through: the text of each memory, under the two indexes.

create table if not exists memory.tb_search_text (
  pk_search_text bigint not null,
  content        text,
  search_vector  tsvector generated always as (to_tsvector('english', left(content, 100000))) stored,
  constraint pk_tb_search_text primary key (pk_search_text)
);

comment on table memory.tb_search_text is
  'The texts of the memories once more, for searching. A row of its own, because an index cannot be used below row-level '
  'security: matching a text could tell of rows that are not the caller''s. What is found here is therefore only a number, '
  'which is looked up among the memories that the caller sees. Derived: neither stamped nor audited.';
comment on column memory.tb_search_text.pk_search_text is 'Number of the memory.';
comment on column memory.tb_search_text.content is 'Its text.';
comment on column memory.tb_search_text.search_vector is 'Its words, English stems, of the first 100,000 characters.';
comment on constraint pk_tb_search_text on memory.tb_search_text is 'a memory has one text';

alter table memory.tb_search_text enable row level security;
alter table memory.tb_search_text force row level security;
drop policy if exists po_tb_search_text__numbers on memory.tb_search_text;
create policy po_tb_search_text__numbers on memory.tb_search_text using (true);
comment on policy po_tb_search_text__numbers on memory.tb_search_text is
  'Nobody may read this table, and app.search_memories() takes nothing but numbers from it.';
