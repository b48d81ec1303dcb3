-- 013442  network.load_github_pairs()
-- Brings what GitHub accounts contribute to into its table.

create or replace function network.load_github_pairs(
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
  v_imported bigint;
  v_judged   jsonb;
begin
  perform network.add_packages(array_agg(e.ends[2]), array_agg(e.ends[3]))
  from (
    select network.github_pair_ends(r.entry -> 'content') as ends from jsonb_array_elements(rows) as r (entry)
    offset 0
  ) as e
  where e.ends is not null;

  select jsonb_agg(jsonb_build_object('n', j.n, 'key', j.key, 'line', j.line, 'content', j.content, 'pk', j.pk,
    'account', j.account, 'package', j.package, 'identifier', j.identifier)
    || case
      when j.account is null then jsonb_build_object('verdict', 'rejected') || network.github_pair_problem(j.content)
      when (j.nth > 1 or j.import_run = run) and not v_put then jsonb_build_object('verdict', 'rejected')
        || network.problem('SG317', null, 'the key stands twice in the file', 'The first row with this key is taken.')
      else jsonb_build_object('verdict', case when j.pk is null then 'imported' else 'unchanged' end) end
    order by j.n)
  into v_judged
  from (
    select e.n, e.key, e.line, e.content, e.ends[1] as account, p.pk_package as package,
      e.ends[1] || ' > ' || p.identifier as identifier, g.pk_github_contribution as pk, g.import_run,
      row_number() over (partition by e.ends[1], p.pk_package order by e.n) as nth
    from (
      select r.n, r.entry ->> 'key' as key, r.entry -> 'line' as line, r.entry -> 'content' as content,
        network.github_pair_ends(r.entry -> 'content') as ends
      from jsonb_array_elements(rows) with ordinality as r (entry, n)
      offset 0
    ) as e
      left join network.tb_package as p on p.digest = sha256(convert_to(e.ends[2] || '/' || e.ends[3], 'UTF8'))
      left join network.tb_github_contribution as g on g.github_id = e.ends[1] and g.fk_package = p.pk_package
  ) as j;

  perform network.refuse(run, source_table, first_ordinal, v_judged, v_put);

  insert into network.tb_github_contribution (github_id, fk_package, identifier, position, legacy, import_run)
  select s.account, s.package, s.identifier, case when run is null then null else first_ordinal + s.n - 1 end,
    case when (s.content -> 1)::text <> lower((s.content -> 1)::text collate "und-x-icu")
      then jsonb_build_object('edge', s.content) end,
    run
  from jsonb_to_recordset(v_judged) as s (n bigint, account text, package bigint, identifier text, content jsonb, verdict text)
  where s.verdict = 'imported'
  order by s.n
  on conflict on constraint uq_tb_github_contribution__ends do nothing;
  get diagnostics v_imported = row_count;

  update network.tb_github_contribution as g set position = first_ordinal + s.n - 1
  from jsonb_to_recordset(v_judged) as s (n bigint, pk bigint, verdict text)
  where s.verdict = 'unchanged' and g.pk_github_contribution = s.pk and not v_put
    and g.position is distinct from first_ordinal + s.n - 1;

  return (
    select network.load_report(v_imported, 0, count(*) filter (where j ->> 'verdict' <> 'rejected') - v_imported,
      count(*) filter (where j ->> 'verdict' = 'rejected'))
    from jsonb_array_elements(v_judged) as j);
end;
$$;

comment on function network.load_github_pairs(bigint, text, bigint, jsonb, jsonb) is
  'As with edges, neither the account nor the package need be known.';
