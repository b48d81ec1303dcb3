-- 001F22  common.current_actor()
-- Who acts: the token's subject, else specql.actor, else the login.
-- No search_path of its own, so that the planner puts it in line; every name is qualified instead.

create or replace function common.current_actor()
  returns text
  language sql
  stable
as $$
  -- A setting that was once set reads '' after its transaction, not null.
  select coalesce(
    case
      when coalesce(
        nullif(pg_catalog.current_setting('jwt.claims.sub', true), ''),
        nullif(pg_catalog.current_setting('specql.actor', true), '')
      ) is not null and common.speaks_for_others()
      then pg_catalog.left(coalesce(
        nullif(pg_catalog.current_setting('jwt.claims.sub', true), ''),
        nullif(pg_catalog.current_setting('specql.actor', true), '')
      ), 200)
    end,
    session_user::text
  );
$$;

comment on function common.current_actor() is
  'Who acts, as recorded in created_by, updated_by and the audit log: the token''s subject, else the '
  'setting specql.actor (both only where the login may speak for others), else the login itself.';

grant execute on function common.current_actor() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
