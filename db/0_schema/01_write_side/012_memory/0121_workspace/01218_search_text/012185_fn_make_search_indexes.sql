-- 012185  memory.make_search_indexes()
-- The two indexes that a search reads.

create or replace function memory.make_search_indexes()
  returns void
  language plpgsql
  volatile
as $$
begin
  -- The extension may lie in any schema.
  execute format(
    'create index if not exists ix_tb_search_text__content on memory.tb_search_text using gin (content %I.gin_trgm_ops)',
    specql_pattern.extension_schema('pg_trgm'));
  create index if not exists ix_tb_search_text__search_vector on memory.tb_search_text using gin (search_vector);
  comment on index memory.ix_tb_search_text__content is 'For parts of words, and for words written otherwise.';
  comment on index memory.ix_tb_search_text__search_vector is 'For words.';
end;
$$;

comment on function memory.make_search_indexes() is 'Makes the indexes of memory.tb_search_text that are not there.';

select memory.make_search_indexes();
