-- 001F26  common.is_administrator()
-- Whether the role in force has an administrator's rights, or the owner's.

create or replace function common.is_administrator()
  returns boolean
  language sql
  stable
as $$
  select pg_catalog.pg_has_role(common.current_role_name(), 'specql_admin', 'usage')
    or pg_catalog.pg_has_role(common.current_role_name(), 'specql_owner', 'usage');
$$;

comment on function common.is_administrator() is
  'True where the role in force, or else the login, has the rights of specql_admin or specql_owner at once: the gateway, '
  'which inherits nothing, has them only after it took the role.';

grant execute on function common.is_administrator() to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
