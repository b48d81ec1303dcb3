-- 01343B  network.write_changed()
-- Changes the rows of a load that are other than what is here.

create or replace function network.write_changed(
  run bigint, source_table text, first_ordinal bigint, judged jsonb, put boolean, undo boolean
)
  returns void
  language plpgsql
  volatile
as $$
declare
  v_target constant record := network.load_target(source_table);
  v_set    text;
begin
  if judged @? '$[*] ? (@.verdict == "updated" || @.verdict == "settled")' then
    select string_agg(case
      when c = 'fk_package' then 'fk_package = t.fk_package'
      -- The total is what the caller says it is; an import adds what the file added.
      when c = 'unattributed_cost' and put then
        'unattributed_cost = coalesce(x.unattributed_cost - t.contributed_cost, t.unattributed_cost)'
      when c = 'unattributed_cost' then 'unattributed_cost = coalesce(coalesce(t.unattributed_cost, 0) + '
        'x.unattributed_cost - coalesce(network.money(s.base -> ''total_cost''), 0), t.unattributed_cost)'
      when c = 'made_at' then format('made_at = case when s.here -> %1$L is not distinct from s.content -> %1$L then t.made_at else x.made_at end',
        case source_table when 'contributions' then 'timestamp' else 'created_at' end)
      else format('%1$I = x.%1$I', c) end, ', ')
    into v_set
    from unnest(v_target.columns) as c;

    execute format($sql$
      update network.%1$I as t set
        %2$s,
        legacy = nullif(coalesce(network.legacy_of(s.content, %3$s), '{}')
          || case
            when not $4 then jsonb_build_object('run', $3)
            when not $5 and t.legacy ? 'run' then jsonb_build_object('run', t.legacy -> 'run')
            else '{}' end
          || case when $4 and not $5 and s.base is not null then jsonb_build_object('file', s.base) else '{}' end, '{}')
      from jsonb_to_recordset($1) as s (n bigint, content jsonb, parsed jsonb, verdict text, pk bigint, here jsonb, base jsonb)
        cross join lateral jsonb_populate_record(null::network.%1$I, s.parsed) as x
      where s.verdict in ('updated', 'settled') and t.%4$I = s.pk
    $sql$, v_target.table_name, v_set, v_target.cells, v_target.key_column)
    using judged, first_ordinal, run, put, undo;
  end if;

  if put then
    return;
  end if;

  -- The order of the file is the order here.
  execute format($sql$
    update network.%1$I as t set position = $2 + s.n - 1
    from jsonb_to_recordset($1) as s (n bigint, verdict text, pk bigint)
    where s.verdict in ('updated', 'settled', 'unchanged') and t.%2$I = s.pk and t.position is distinct from $2 + s.n - 1
  $sql$, v_target.table_name, v_target.key_column)
  using judged, first_ordinal;

  perform network.note_updated(run, source_table, first_ordinal, judged);
end;
$$;

comment on function network.write_changed(bigint, text, bigint, jsonb, boolean, boolean) is
  'One update for all of them. Rows keep the run that brought them in; what the file said last is noted, so that the next '
  'import can tell who changed what.';
