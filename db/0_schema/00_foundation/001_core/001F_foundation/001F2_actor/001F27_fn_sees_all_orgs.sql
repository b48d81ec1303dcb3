-- 001F27  common.sees_all_orgs()
-- Whether the caller sees the memories of every organisation: an administrator for whom none was named.
-- Policies ask it, so an operator that somebody makes must not get in between: hence the search_path.

create or replace function common.sees_all_orgs()
  returns boolean
  language sql
  stable
  set search_path = pg_catalog, pg_temp
as $$
  select nullif(pg_catalog.current_setting('jwt.claims.org_id', true), '') is null
    and nullif(pg_catalog.current_setting('specql.org_id', true), '') is null
    and common.is_administrator();
$$;

comment on function common.sees_all_orgs() is
  'True for an administrator without a claim org_id and without the setting specql.org_id. Any other role without them '
  'sees no organisation.';

grant execute on function common.sees_all_orgs() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
