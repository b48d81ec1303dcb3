-- 013445  network.load_rest()
-- Keeps rows under keys of the legacy file that nobody planned.

create or replace function network.load_rest(
  run           bigint,
  source_table  text,
  first_ordinal bigint,
  rows          jsonb,
  options       jsonb default '{}'
)
  returns jsonb
  language plpgsql
  volatile
as $$
declare
  v_put      constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_judged   jsonb;
  v_imported bigint;
  v_updated  bigint;
  v_rejected bigint;
begin
  select jsonb_agg(jsonb_build_object('n', e.n, 'key', e.entry ->> 'key', 'line', e.entry -> 'line',
    'content', e.entry -> 'content', 'here', k.row, 'pk', k.pk_legacy_row)
    || case
      when e.nth > 1 and not v_put then jsonb_build_object('verdict', 'rejected')
        || network.problem('SG317', null, 'the key stands twice in the file', 'The first row with this key is taken.')
      when k.pk_legacy_row is null then jsonb_build_object('verdict', 'imported')
      when k.row::text = (e.entry -> 'content')::text then jsonb_build_object('verdict', 'unchanged')
      when v_put or k.legacy ->> 'row' is null or k.legacy ->> 'row' = k.row::text then jsonb_build_object('verdict', 'updated')
      when k.legacy ->> 'row' = (e.entry -> 'content')::text then jsonb_build_object('verdict', 'unchanged')
      else jsonb_build_object('verdict', 'rejected')
        || network.problem('SG325', null, 'the row was changed here and in the file', 'Make both agree, then import again.') end
    order by e.n)
  into v_judged
  from (
    select r.entry, r.n, row_number() over (partition by r.entry ->> 'key' order by r.n) as nth
    from jsonb_array_elements(rows) with ordinality as r (entry, n)
  ) as e
    left join specql_cutover.tb_legacy_row as k
      on k.kind = 'network' and k.source_table = load_rest.source_table and k.row_key = e.entry ->> 'key';
  if v_judged is null then
    return network.load_report(0, 0, 0, 0);
  end if;

  perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);

  -- A record takes the JSON null for none at all.
  insert into specql_cutover.tb_legacy_row (kind, source_table, row_key, "row", legacy)
  select 'network', load_rest.source_table, s.key, w.content, jsonb_build_object('row', w.content::text, 'run', run)
  from jsonb_to_recordset(v_judged) as s (n bigint, key text, content jsonb, verdict text)
    cross join lateral (select coalesce(s.content, 'null') as content) as w
  where s.verdict = 'imported'
  order by s.n;

  -- What the file said last is kept as text: 1.0 and 1.00 are not the same there.
  update specql_cutover.tb_legacy_row as t set
    "row" = w.content,
    legacy = case when v_put then t.legacy
      else coalesce(t.legacy, '{}') || jsonb_build_object('row', w.content::text) end
  from jsonb_to_recordset(v_judged) as s (pk bigint, content jsonb, verdict text)
    cross join lateral (select coalesce(s.content, 'null') as content) as w
  where s.verdict = 'updated' and t.pk_legacy_row = s.pk;

  if not v_put then
    perform network.note_updated(run, source_table, first_ordinal, v_judged);
  end if;
  select count(*) filter (where j ->> 'verdict' = 'imported'), count(*) filter (where j ->> 'verdict' = 'updated'),
    count(*) filter (where j ->> 'verdict' = 'rejected')
  into v_imported, v_updated, v_rejected
  from jsonb_array_elements(v_judged) as j;
  return network.load_report(v_imported, v_updated, jsonb_array_length(v_judged) - v_imported - v_updated - v_rejected, v_rejected);
end;
$$;

comment on function network.load_rest(bigint, text, bigint, jsonb, jsonb) is
  'Rows that no table of ours has a place for are kept whole, so that nothing is lost.';
