-- 032115  app.search_memories()
-- The memories of an organisation that fit a query.

create or replace function app.search_memories(
  org_id  text,
  query   text,
  "limit" integer default 10
)
  returns setof app.memory_matches
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set jit = off
as $$
declare
  v_org   constant text := memory.checked_org(search_memories.org_id);
  v_query constant text := specql_pattern.checked_query(search_memories.query);
  v_limit constant integer := least(specql_pattern.checked_limit("limit"), 1000);
begin
  return query
    select
      m.id, m.legacy_id, m.org_id, m.user_id, m.entity_type, m.content, m.importance, m.metadata, m.created_at, m.created_by,
      m.updated_at, f.score
    from memory.found_texts(v_org, v_query, v_limit) as f
      join app.memory_entities as m on m.legacy_id = f.memory
    order by f.score desc, m.legacy_id desc;
end;
$$;

comment on function app.search_memories(text, text, integer) is
  'Memories that hold all words of the query (English stems), or the query as it is written, whatever its case; where these are too '
  'few also memories with words spelled alike. Every character stands for itself: %, _ and \ too. Best first, at most 1000. SG102, '
  'SG103: the query. SG165: the limit. SG405: the organisation is not the caller''s.';

grant execute on function app.search_memories(text, text, integer) to specql_reader;
