-- 001F21  common.speaks_for_others()
-- Whether this session may say in a setting who acts: the gateway and superusers may.

create or replace function common.speaks_for_others()
  returns boolean
  language sql
  stable
as $$
  select session_user = 'specql_gateway' or (
    select r.rolsuper or pg_has_role(r.oid, 'specql_gateway', 'member')
    from pg_catalog.pg_roles as r
    where r.rolname = session_user
  );
$$;

comment on function common.speaks_for_others() is
  'True where the session''s login is trusted to name the actor in jwt.claims.sub or specql.actor. '
  'Anybody can set a setting, so for other logins these settings count for nothing.';

grant execute on function common.speaks_for_others() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
