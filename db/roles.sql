-- Roles of SpecQL. They belong to the cluster, so they stand outside the migrations.
-- Run once per database by a superuser, or by a login with CREATEROLE that owns the database.
-- Re-runnable; an existing role keeps its members and its password.

do $$
declare
  v_role text;
begin
  foreach v_role in array array[
    'specql_owner', 'specql_reader', 'specql_author', 'specql_reviewer', 'specql_admin', 'specql_agent'
  ] loop
    begin
      execute format('create role %I nologin', v_role);
    exception when duplicate_object or unique_violation then
      null; -- another database of this cluster has made it
    end;
  end loop;

  begin
    -- What the server connects as. It inherits nothing: each request switches to one role.
    create role specql_gateway login noinherit;
  exception when duplicate_object or unique_violation then
    null;
  end;
end;
$$;

-- Everybody who may act may read; an administrator may do what authors and reviewers do.
grant specql_reader to specql_author, specql_reviewer, specql_agent;
grant specql_author, specql_reviewer to specql_admin;
grant specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent to specql_gateway;

do $$
begin
  -- The migrating login creates objects as specql_owner, who therefore needs this one right.
  execute format('grant create on database %I to specql_owner', current_database());
  if not pg_has_role(current_user, 'specql_owner', 'member') then
    execute format('grant specql_owner to %I', current_user);
  end if;
end;
$$;

do $$
begin
  -- How far replicas are behind is shown to members of this role only. Whoever may not grant it leaves app.alerts()
  -- without that one alarm.
  grant pg_read_all_stats to specql_owner;
exception when insufficient_privilege then
  raise notice 'replication lag will not be seen: grant pg_read_all_stats to specql_owner';
end;
$$;

do $$
begin
  -- Tables that are asked for and approved are made by specql_owner. Who may not grant this is told at the first table
  -- which right is missing, and for other schemas somebody grants it by hand.
  if has_schema_privilege(to_regnamespace('public'), 'create with grant option') then
    grant usage, create on schema public to specql_owner;
  end if;
end;
$$;

do $$
declare
  v_schema name;
begin
  -- The extensions may lie in a schema that is not open to everybody; who owns the tables must reach their types.
  for v_schema in
    select distinct n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname in ('vector', 'pg_trgm') and not has_schema_privilege('specql_owner', n.oid, 'usage')
  loop
    execute format('grant usage on schema %I to specql_owner', v_schema);
  end loop;
end;
$$;
