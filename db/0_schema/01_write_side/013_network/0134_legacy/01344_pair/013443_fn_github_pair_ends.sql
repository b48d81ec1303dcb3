-- 013443  network.github_pair_ends()
-- The account and the package of a row of the legacy file.

create or replace function network.github_pair_ends(content jsonb)
  returns text[]
  language sql
  immutable
as $$
  select case
    when jsonb_typeof(content) = 'array' and jsonb_typeof(content -> 0) = 'string' and jsonb_typeof(content -> 1) = 'array'
      and content -> 2 is null and content #> '{1,2}' is null
      and jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      and length(content ->> 0) between 1 and 500
      and network.package_problem(content #>> '{1,0}', content #>> '{1,1}') is null
    then array[content ->> 0, lower((content #>> '{1,0}') collate "und-x-icu"), lower((content #>> '{1,1}') collate "und-x-icu")]
  end
$$;

comment on function network.github_pair_ends(jsonb) is
  'Account, ecosystem and name of ["github:a",["npm","b"]]; null where it has another form.';
