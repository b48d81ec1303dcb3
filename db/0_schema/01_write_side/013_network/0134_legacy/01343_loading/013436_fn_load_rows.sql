-- 013436  network.load_rows()
-- Brings rows of the legacy file into their table.

create or replace function network.load_rows(
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
  v_put     constant boolean := coalesce(options ->> 'mode', 'import') = 'put';
  v_added   bigint[] := '{}';
  v_staged  jsonb;
  v_verdict record;
begin
  if source_table = 'projects' and not v_put then
    v_added := network.add_projects(run, first_ordinal, rows);
  end if;
  select jsonb_agg(jsonb_build_object('n', e.n, 'key', e.entry ->> 'key', 'line', e.entry -> 'line',
    'content', e.entry -> 'content',
    'parsed', network.parsed_row(source_table, e.entry -> 'content', coalesce(options ->> 'zone', 'UTC'))) order by e.n)
  into v_staged
  from jsonb_array_elements(rows) with ordinality as e (entry, n)
    left join unnest(v_added) as a (n) on a.n = e.n
  where a.n is null;
  if v_staged is null then
    return network.load_report(cardinality(v_added), 0, 0, 0);
  end if;

  if v_put then
    perform network.refuse_other_key(s ->> 'key',
      case when source_table <> 'projects' then s -> 'content' ->> 'id' else s -> 'parsed' ->> 'match' end)
    from jsonb_array_elements(v_staged) as s
    where s -> 'parsed' ? 'match';
  end if;
  if source_table = 'projects' then
    perform network.add_packages(
      array_agg(lower((s -> 'parsed' ->> 'ecosystem') collate "und-x-icu")),
      array_agg(lower((s -> 'parsed' ->> 'project_name') collate "und-x-icu")))
    from jsonb_array_elements(v_staged) as s
    where s -> 'parsed' ? 'match';
  end if;

  v_staged := network.judged(run, source_table, v_staged, v_put);
  perform network.refuse(run, source_table, first_ordinal, v_staged, v_put);
  perform network.write_new(run, source_table, first_ordinal, v_staged);
  perform network.write_changed(run, source_table, first_ordinal, v_staged, v_put, options ? 'undo');

  select
    count(*) filter (where s ->> 'verdict' = 'imported') as imported,
    count(*) filter (where s ->> 'verdict' = 'updated') as updated,
    count(*) filter (where s ->> 'verdict' in ('unchanged', 'settled')) as unchanged,
    count(*) filter (where s ->> 'verdict' = 'rejected') as rejected
  into v_verdict
  from jsonb_array_elements(v_staged) as s;
  return network.load_report(cardinality(v_added) + v_verdict.imported, v_verdict.updated, v_verdict.unchanged, v_verdict.rejected);
end;
$$;

comment on function network.load_rows(bigint, text, bigint, jsonb, jsonb) is
  'Merges three ways: the file as it was imported last, the file as it is, and the row here. Rows that both changed are '
  'refused (SG325). With mode put the given row wins, and the first problem is raised. Set-based: its statements are as '
  'many for one row as for ten thousand.';
