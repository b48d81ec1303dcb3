-- 01343F  network.edge_legacy()
-- What an edge of the file says beyond its ends in lower case.

create or replace function network.edge_legacy(content jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select case when content::text <> lower(content::text collate "und-x-icu") then jsonb_build_object('edge', content) end
$$;

comment on function network.edge_legacy(jsonb) is 'The edge as it is spelled, where that is not in lower case.';
