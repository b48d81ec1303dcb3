-- 0317D2  app.mirror_batch()
-- What a store's mirror has to write next. Stable: all of it is read in the one snapshot of the call.

create or replace function app.mirror_batch(store text, "limit" integer default 1000)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  c_counted constant integer := 10000;
  v_pk constant bigint := specql_cutover.store_pk(store);
  v_limit constant integer := least(greatest(coalesce("limit", 1000), 1), 100000);
  v_store record;
  v_writes boolean;
  v_outbox bigint[] := '{}';
  v_rows jsonb := '[]';
  v_pending bigint := 0;
begin
  perform specql_cutover.refuse_partial(store);
  select s.store, s.format, s.legacy_path, s.phase, case when s.draining then 'dual_write' else s.phase end as effective_phase,
    m.rebuild, m.mirrored_sha256
  into strict v_store
  from specql_cutover.tb_store as s join specql_cutover.tb_mirror as m on m.fk_store = s.pk_store
  where s.pk_store = v_pk;
  v_writes := v_store.legacy_path is not null and v_store.effective_phase not in ('legacy', 'retired');

  if v_writes then
    select coalesce(array_agg(b.pk_outbox), '{}') into v_outbox
    from (
      select o.pk_outbox
      from specql_cutover.tb_outbox as o
      where o.store = v_store.store and o.mirrored_at is null
      order by o.pk_outbox
      -- A file that is written anew has all of it.
      limit case when not v_store.rebuild then v_limit end
    ) as b;
    select count(*) into v_pending
    from (
      select from specql_cutover.tb_outbox as o
      where o.store = v_store.store and o.mirrored_at is null
      limit cardinality(v_outbox) + c_counted
    ) as p;
    v_pending := v_pending - cardinality(v_outbox);
  end if;
  if not v_store.rebuild and cardinality(v_outbox) > 0 then
    select coalesce(jsonb_agg(jsonb_build_object(
      'source_table', t.source_table, 'row_key', r.row_key, 'position', r.position, 'content', r.content)
      order by t.rank, t.source_table, r.position, r.row_key collate "C"), '[]')
    into v_rows
    from (
      select o.source_table, array_agg(distinct o.row_key) as keys, min(coalesce(l.rank, 1000000)) as rank
      from specql_cutover.tb_outbox as o
        left join specql_cutover.tb_legacy_table as l on l.fk_store = v_pk and l.source_table = o.source_table
      where o.pk_outbox = any (v_outbox)
      group by o.source_table
    ) as t
      cross join lateral (
        -- Each table is read once, by all its keys; what is not there is gone.
        select k.row_key, v.position, v.content
        from unnest(t.keys) as k (row_key)
          left join specql_cutover.rendered(v_store.store, t.source_table, t.keys) as v on v.row_key = k.row_key
      ) as r;
  end if;
  return jsonb_build_object(
    'store', v_store.store, 'format', v_store.format, 'path', v_store.legacy_path,
    'phase', v_store.effective_phase, 'rebuild', v_store.rebuild, 'sha256', v_store.mirrored_sha256,
    'as_of', statement_timestamp(), 'outbox', to_jsonb(v_outbox), 'rows', v_rows, 'pending', v_pending);
end;
$$;

comment on function app.mirror_batch(text, integer) is
  E'@behavior -queryField\nWhat the mirror has to write next, read in one snapshot: {store, format, path, phase, rebuild, sha256, as_of, '
  'outbox, rows: [{source_table, row_key, position, content}], pending}. A content of null says that the row is gone. phase is the '
  'effective one; in legacy and retired nothing is to be written. With rebuild there are no rows: the whole file is to be written. '
  'pending counts what is left after this batch, up to 10000. SG235: no such store.';

grant execute on function app.mirror_batch(text, integer) to specql_admin;
