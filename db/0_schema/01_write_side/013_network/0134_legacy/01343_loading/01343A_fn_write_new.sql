-- 01343A  network.write_new()
-- Adds the rows of a load that are new.

create or replace function network.write_new(run bigint, source_table text, first_ordinal bigint, judged jsonb)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_target constant record := network.load_target(source_table);
begin
  if not judged @? '$[*] ? (@.verdict == "imported")' then
    return;
  end if;
  execute format($sql$
    insert into network.%1$I (%2$s, position, legacy, import_run, created_by, updated_by)
    select %3$s, $2 + s.n - 1, network.legacy_of(s.content, %4$s), $3, w.actor, w.actor
    from jsonb_to_recordset($1) as s (n bigint, content jsonb, parsed jsonb, verdict text)
      cross join lateral jsonb_populate_record(null::network.%1$I, s.parsed) as x
      -- Asked once, not once for each row.
      cross join (select common.current_actor() as actor offset 0) as w
      %5$s
    where s.verdict = 'imported'
    order by s.n
  $sql$, v_target.table_name,
    array_to_string(v_target.columns, ', '),
    replace('x.' || array_to_string(v_target.columns, ', x.'), 'x.fk_package', 'p.pk_package'),
    v_target.cells,
    case source_table when 'projects' then 'join network.tb_package as p on p.digest = sha256(convert_to(s.parsed ->> ''match'', ''UTF8''))' else '' end)
  using judged, case when run is null then null else first_ordinal end, run;
end;
$$;

comment on function network.write_new(bigint, text, bigint, jsonb) is
  'One insert for all of them. A row that is put has no place in the file: it stands after all others.';
