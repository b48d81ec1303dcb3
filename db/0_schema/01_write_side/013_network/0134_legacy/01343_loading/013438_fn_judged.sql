-- 013438  network.judged()
-- What is to become of each row of a load.

create or replace function network.judged(run bigint, source_table text, staged jsonb, put boolean)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_target constant record := network.load_target(source_table);
  v_judged jsonb;
begin
  execute format($sql$
    with entry as (
      select s.n, s.key, s.line, s.content, s.parsed,
        row_number() over (partition by s.parsed ->> 'match' order by s.n) as nth
      from jsonb_to_recordset($1) as s (n bigint, key text, line jsonb, content jsonb, parsed jsonb)
    ), known as materialized (
      select m.match, r.%1$I as pk, r.import_run, r.legacy, %2$s as content
      from (select e.parsed ->> 'match' as match from entry as e where e.nth = 1 and e.parsed ? 'match') as m
        %3$s
    ), verdict as (
      select e.*, k.pk, k.import_run, k.content as here, coalesce(k.legacy -> 'file', k.content) as base,
        case
          when e.parsed ? 'problem' then 'rejected'
          when e.nth > 1 and not $3 then 'twice'
          when k.pk is null then 'imported'
          when $3 then case when k.content::text = e.content::text then 'unchanged' else 'updated' end
          when k.import_run = $2 then 'twice'
          when k.content::text = e.content::text then case when k.legacy ? 'file' then 'settled' else 'unchanged' end
          when k.import_run is null then 'conflict'
          when (k.legacy -> 'file')::text = e.content::text then 'unchanged'
          when not coalesce(k.legacy ? 'file', false)
            or (k.content - 'total_cost')::text = ((k.legacy -> 'file') - 'total_cost')::text then 'updated'
          else 'conflict'
        end as verdict
      from entry as e
        left join known as k on k.match = e.parsed ->> 'match'
    )
    select jsonb_agg(
      jsonb_build_object('n', v.n, 'key', v.key, 'line', v.line, 'content', v.content, 'pk', v.pk, 'here', v.here,
        'base', case when v.import_run is null then null else v.base end)
      || case v.verdict
        when 'twice' then jsonb_build_object('verdict', 'rejected', 'parsed', v.parsed) || network.problem(
          'SG317', null, 'the key stands twice in the file',
          'The first row with this key is taken; whatever the case of its letters.')
        when 'conflict' then jsonb_build_object('verdict', 'rejected', 'parsed', v.parsed) || network.problem(
          'SG325', null, 'the row was changed here and in the file',
          'Make both agree, then import again.')
        when 'rejected' then jsonb_build_object('verdict', 'rejected', 'parsed', v.parsed, 'problem', v.parsed -> 'problem')
        else jsonb_build_object('verdict', v.verdict, 'parsed', v.parsed) end
      order by v.n)
    from verdict as v
  $sql$, v_target.key_column, v_target.content, v_target.joined)
  into v_judged
  using staged, run, put;
  return v_judged;
end;
$$;

comment on function network.judged(bigint, text, jsonb, boolean) is
  'Each staged row with its verdict: imported, updated, unchanged, settled (both sides came to the same), or rejected with the '
  'problem. here is the row as it is, base what the file said last.';
