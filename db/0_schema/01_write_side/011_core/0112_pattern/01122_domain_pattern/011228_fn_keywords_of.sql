-- 011228  specql_pattern.keywords_of()
-- The words that a pattern's implementation is made of.

create or replace function specql_pattern.keywords_of(category_name text, implementation jsonb)
  returns text
  language sql
  immutable
  parallel safe
as $$
  select left(coalesce(category_name, '') || coalesce((
    select string_agg(' ' || w.word, '' order by w.word collate "C")
    from (
      select distinct left(n.name #>> '{}', 63) as word
      from (
        -- Names only, and of a hostile document no more than enough.
        select f.name from jsonb_path_query(implementation, '$.fields[*].name') as f (name)
        union all
        select a.name from jsonb_path_query(implementation, '$.actions[*].name') as a (name)
        limit 200
      ) as n (name)
      where jsonb_typeof(n.name) = 'string'
    ) as w
  ), ''), 4000);
$$;

comment on function specql_pattern.keywords_of(text, jsonb) is
  'The category and the names of the implementation''s fields and actions, at most 200 of them.';
