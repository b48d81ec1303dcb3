-- 032116  app.memories_with_relations()
-- The memories of an organisation, each with its tags and relations.

create or replace function app.memories_with_relations(org_id text)
  returns setof app.memory_neighbourhoods
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_org constant text := memory.checked_org(memories_with_relations.org_id);
begin
  return query select n.* from app.memory_neighbourhoods as n where n.org_id = v_org order by n.legacy_id;
end;
$$;

comment on function app.memories_with_relations(text) is
  'All memories of the organisation in the order of their numbers. Relations to memories that the caller does not see are left out. '
  'SG102: no organisation. SG405: it is not the caller''s.';

grant execute on function app.memories_with_relations(text) to specql_reader;
