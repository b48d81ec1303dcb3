-- 031F61  app.health()
-- Whether the database answers, and as what.

create or replace function app.health()
  returns jsonb
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object(
    'status', 'ok',
    'database', current_database(),
    'server_version', current_setting('server_version'),
    'extensions', (
      select jsonb_object_agg(e.extname, e.extversion)
      from pg_catalog.pg_extension as e
      where e.extname in ('vector', 'pg_trgm')
    ),
    'is_replica', pg_is_in_recovery(),
    'domains', (select count(*) from specql_registry.tb_domain),
    'entities', (select count(*) from specql_registry.tb_entity_registration)
  );
$$;

comment on function app.health() is 'Status, version, extensions and sizes, as a JSON object.';

grant execute on function app.health() to specql_reader;
