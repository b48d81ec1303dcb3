-- 0317C8  app.store_rows()
-- Rows of a store as its legacy file has them.

create or replace function app.store_rows(
  store        text,
  source_table text,
  keys         text[] default null,
  after        bigint default null,
  "limit"      integer default 1000
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if "limit" < 0 then
    raise exception using
      errcode = 'SG165', message = 'limit must not be negative', column = 'limit';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('row_key', p.row_key, 'position', p.position, 'content', p.content)
      order by p.position, p.row_key collate "C")
    from (
      select r.row_key, r.position, r.content
      from specql_cutover.rendered(store, source_table, keys) as r
      where after is null or r.position > after
      order by r.position
      -- Rows of one place are not torn apart: the next page begins after it.
      fetch first least(coalesce("limit", 1000), 100000) rows with ties
    ) as p), '[]');
end;
$$;

comment on function app.store_rows(text, text, text[], bigint, integer) is
  E'@behavior -queryField\nRows of the table as [{row_key, position, content}], in the order of the file; those with the keys, or a page '
  'after a position; of the memory store those that the caller may see. SG165: a negative limit. SG235, SG236: no such store or table.';

grant execute on function app.store_rows(text, text, text[], bigint, integer) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
