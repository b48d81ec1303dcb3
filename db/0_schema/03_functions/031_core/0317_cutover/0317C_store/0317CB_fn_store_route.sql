-- 0317CB  app.store_route()
-- What a client that reads and writes a store by its rows must know, and nothing that costs more.

create or replace function app.store_route(store text)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk constant bigint := specql_cutover.store_pk(store);
begin
  return (
    select jsonb_build_object(
      'phase', case when s.draining then 'dual_write' else s.phase end,
      'percent', s.read_percent,
      'path', s.legacy_path,
      'now', extract(epoch from clock_timestamp()) * 1000,
      'pendingSince', (
        select extract(epoch from o.created_at) * 1000
        from specql_cutover.tb_outbox as o
        where o.store = s.store and o.mirrored_at is null
        order by o.pk_outbox
        limit 1
      ))
    from specql_cutover.tb_store as s
    where s.pk_store = v_pk);
end;
$$;

comment on function app.store_route(text) is
  E'@behavior -queryField\nWhere the rows of a store are read and written now: {phase, percent, path, now, pendingSince}; the phase is '
  'the effective one, pendingSince is the time of the first mark that is not mirrored, times are milliseconds since 1970. SG235: no such store.';

grant execute on function app.store_route(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
