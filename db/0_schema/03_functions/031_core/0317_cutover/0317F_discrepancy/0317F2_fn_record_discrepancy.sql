-- 0317F2  app.record_discrepancy()
-- A row of which the two sides of a store said different things when both were asked for it.

create or replace function app.record_discrepancy(
  store            text,
  source_table     text,
  row_key          text,
  postgresql_value jsonb default null,
  legacy_value     jsonb default null
)
  returns boolean
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_source constant text := 'shadow read';
  v_type constant text := case
    when postgresql_value is null then 'missing_in_postgresql'
    when legacy_value is null then 'missing_in_legacy'
    else 'changed'
  end;
  v_run bigint;
begin
  perform specql_cutover.legacy_table(store, source_table);
  if postgresql_value is not distinct from legacy_value then
    return false;
  end if;
  -- One difference is met by many reads; it is written down once.
  if exists (
    select
    from specql_cutover.tb_discrepancy as d
      join specql_cutover.tb_consistency_run as r on r.pk_consistency_run = d.fk_consistency_run
    where r.fk_store = v_store
      and r.started_at >= coalesce((
        select max(n.started_at)
        from specql_cutover.tb_consistency_run as n
        where n.fk_store = v_store and n.source is distinct from v_source and n.finished_at is not null), '-infinity')
      and r.source = v_source
      and d.source_table = record_discrepancy.source_table
      and d.row_key = record_discrepancy.row_key
      and d.postgresql_value is not distinct from record_discrepancy.postgresql_value
      and d.legacy_value is not distinct from record_discrepancy.legacy_value
  ) then
    return false;
  end if;
  insert into specql_cutover.tb_consistency_run (
    fk_store, source, snapshot, digits, fingerprint, finished_at, consistent, checked, discrepancy_count, summary, report
  )
  values (
    v_store, v_source, pg_current_snapshot(), 1, encode(sha256(convert_to(row_key, 'UTF8')), 'hex'), clock_timestamp(), false, 1, 1,
    jsonb_build_object(v_type, 1), jsonb_build_object('source', v_source)
  )
  returning pk_consistency_run into v_run;
  insert into specql_cutover.tb_discrepancy
    (fk_consistency_run, type, source_table, row_key, path, postgresql_value, legacy_value)
  values
    (v_run, v_type, source_table, row_key,
      -- The keys of a registry's rows are paths already.
      case when store = 'registry' and source_table <> 'document' then row_key else source_table || '.' || row_key end,
      postgresql_value, legacy_value);
  return true;
end;
$$;

comment on function app.record_discrepancy(text, text, text, jsonb, jsonb) is
  E'Writes down that a row is not the same on both sides; null: it is not there. It counts as a comparison that found something, so the '
  'store does not move on before a clean one. False: they do not differ, or it is known. SG235, SG236: no such store or table.';

grant execute on function app.record_discrepancy(text, text, text, jsonb, jsonb) to specql_author, specql_admin;
