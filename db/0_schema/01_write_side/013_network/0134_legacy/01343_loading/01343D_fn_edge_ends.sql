-- 01343D  network.edge_ends()
-- Both ends of an edge of the legacy file.

create or replace function network.edge_ends(content jsonb)
  returns text[]
  language sql
  immutable
as $$
  select case
    when jsonb_typeof(content) = 'array' and jsonb_typeof(content -> 0) = 'array' and jsonb_typeof(content -> 1) = 'array'
      and content -> 2 is null and content #> '{0,2}' is null and content #> '{1,2}' is null
      and jsonb_typeof(content #> '{0,0}') = 'string' and jsonb_typeof(content #> '{0,1}') = 'string'
      and jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      and network.package_problem(content #>> '{0,0}', content #>> '{0,1}') is null
      and network.package_problem(content #>> '{1,0}', content #>> '{1,1}') is null
    then array[
      lower((content #>> '{0,0}') collate "und-x-icu"), lower((content #>> '{0,1}') collate "und-x-icu"),
      lower((content #>> '{1,0}') collate "und-x-icu"), lower((content #>> '{1,1}') collate "und-x-icu")]
  end
$$;

comment on function network.edge_ends(jsonb) is
  'Ecosystem and name of both ends in lower case, of [["npm","a"],["npm","b"]]; null where it is no edge.';
