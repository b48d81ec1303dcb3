-- 011B44  specql_cutover.compare_batch()
-- Compares the rows of a batch, text by text, with what the tables render of them, and ends the batch.

create or replace function specql_cutover.compare_batch(
  run specql_cutover.tb_import_run, batch bigint, source_table text, rows jsonb, counts jsonb, last_reject bigint
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table   constant specql_cutover.tb_legacy_table := specql_cutover.legacy_table(run.kind, source_table);
  v_keys    text[];
  v_refused text[] := '{}';
  v_found   record;
begin
  select array_agg(e.value ->> 'key') into v_keys from jsonb_array_elements(rows) as e;
  if counts ->> 'rejected' <> '0' then
    select coalesce(array_agg(j.context ->> 'row_key') filter (where j.context ? 'row_key'), '{}')
    into v_refused
    from specql_cutover.tb_import_reject as j
    where j.fk_import_run = run.pk_import_run and j.source_table = compare_batch.source_table and j.pk_import_reject > last_reject;
  end if;
  -- The view itself, as specql_cutover.rendered() reads it: a function's rows are copied once more.
  execute format($sql$
  with given as (
    select e.n, e.value ->> 'key' as row_key, (e.value -> 'content')::text as content
    from jsonb_array_elements($1) with ordinality as e (value, n)
    -- Each row becomes a text once, not wherever the text is used.
    offset 0
  ), held as materialized (
    select r.row_key, r.content::text as content
    from %s as r
    where %s and r.row_key = any ($3)
  ), hashed as (
    select g.n, h.row_key is not null and h.content = g.content as is_same,
      sha256(convert_to(g.row_key || E'\n' || g.content, 'UTF8')) as source_hash,
      case when h.content <> g.content then sha256(convert_to(h.row_key || E'\n' || h.content, 'UTF8')) end as database_hash
    from given as g
      left join held as h on h.row_key = g.row_key
    where g.row_key <> all ($4)
  )
  select
    encode(sha256(coalesce(string_agg(h.source_hash, '' order by h.n), '')), 'hex') as source_hash,
    encode(sha256(coalesce(
      string_agg(case when h.is_same then h.source_hash else coalesce(h.database_hash, '') end, '' order by h.n), '')), 'hex') as database_hash,
    count(*) filter (where not h.is_same) as differing
  from hashed as h
  $sql$, v_table.render_view, case when v_table.source_table = '*' then 'r.source_table = $2' else 'true' end)
  into v_found
  using rows, source_table, v_keys, v_refused;

  -- An undo has to know whether somebody changed the row since.
  if (counts ->> 'updated')::bigint + (counts ->> 'changed')::bigint > 0 then
    update specql_cutover.tb_import_row as i
    set result_hash = sha256(convert_to(r.row_key || E'\n' || r.content::text, 'UTF8'))
    from specql_cutover.rendered(run.kind, compare_batch.source_table, v_keys) as r
    where i.fk_import_run = run.pk_import_run and i.source_table = compare_batch.source_table and i.row_key = r.row_key
      and i.old_row is not null and i.result_hash is null;
  end if;

  update specql_cutover.tb_import_batch as b
  set counts = compare_batch.counts, source_hash = v_found.source_hash, database_hash = v_found.database_hash,
    differing = v_found.differing, bulk_xid = null
  where b.pk_import_batch = batch;
end;
$$;

comment on function specql_cutover.compare_batch(specql_cutover.tb_import_run, bigint, text, jsonb, jsonb, bigint) is
  'Writes the hashes, how many rows differ and the counts to the batch; from then on the audit log has single rows again.';
