-- 001F22  common.current_actor()
-- Who acts: the token's subject, else specql.actor, else the login.

create or replace function common.current_actor()
  returns text
  language sql
  stable
  set search_path = pg_catalog, pg_temp
as $$
  -- A setting that was once set reads '' after its transaction, not null.
  select coalesce(
    case
      when coalesce(
        nullif(current_setting('jwt.claims.sub', true), ''),
        nullif(current_setting('specql.actor', true), '')
      ) is not null and common.speaks_for_others()
      then left(coalesce(
        nullif(current_setting('jwt.claims.sub', true), ''),
        nullif(current_setting('specql.actor', true), '')
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
