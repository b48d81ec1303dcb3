-- 01341E  network.tg__keep_legacy()
-- Forgets the raw text of what is changed, and remembers what the file said.

create or replace function network.tg__keep_legacy()
  returns trigger
  language plpgsql
as $$
declare
  v_old     jsonb;
  v_new     jsonb;
  v_changed text[];
  v_legacy  jsonb;
begin
  -- Whoever writes legacy, an import for example, says all of it.
  if new.legacy is distinct from old.legacy then
    return new;
  end if;
  case tg_table_name
    when 'tb_project' then
      v_old := network.project_cells(old);
      v_new := network.project_cells(new);
    when 'tb_contributor' then
      v_old := network.contributor_cells(old);
      v_new := network.contributor_cells(new);
    when 'tb_asset' then
      v_old := network.asset_cells(old);
      v_new := network.asset_cells(new);
    when 'tb_contribution' then
      v_old := network.contribution_cells(old,
        (select c.id from network.tb_contributor as c where c.pk_contributor = old.fk_contributor),
        (select a.id from network.tb_asset as a where a.pk_asset = old.fk_asset));
      v_new := network.contribution_cells(new,
        (select c.id from network.tb_contributor as c where c.pk_contributor = new.fk_contributor),
        (select a.id from network.tb_asset as a where a.pk_asset = new.fk_asset));
    when 'tb_github_contributor' then
      v_old := network.github_contributor_cells(old);
      v_new := network.github_contributor_cells(new);
    when 'tb_github_organization' then
      v_old := network.github_organization_cells(old);
      v_new := network.github_organization_cells(new);
  end case;
  if v_old = v_new then
    return new;
  end if;

  v_changed := array(
    select n.key from jsonb_each(v_new) as n where n.value::text is distinct from (v_old -> n.key)::text);
  v_legacy := coalesce(new.legacy, '{}');
  v_legacy := v_legacy
    || case when v_legacy ? 'raw' then jsonb_build_object('raw', (v_legacy -> 'raw') - v_changed) else '{}' end
    || case when v_legacy ? 'absent' then jsonb_build_object('absent', (v_legacy -> 'absent') - v_changed) else '{}' end;
  if old.import_run is not null and not v_legacy ? 'file' then
    v_legacy := v_legacy || jsonb_build_object('file', network.with_legacy(v_old, old.legacy));
  end if;
  new.legacy := nullif(v_legacy, '{}');
  return new;
end;
$$;

comment on function network.tg__keep_legacy() is
  'Before update: a cell that changes is written anew, all others stay as they stood in the file. Of an imported row the first '
  'change keeps what the file said (file), so that the next import can tell who changed what.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['project', 'contributor', 'asset', 'contribution', 'github_contributor', 'github_organization'] loop
    execute format(
      'create or replace trigger tr_600_keep_legacy before update on network.tb_%s '
      'for each row when (old.legacy is not null or old.import_run is not null) '
      'execute function network.tg__keep_legacy()', v_table);
    execute format('comment on trigger tr_600_keep_legacy on network.tb_%s is %L', v_table,
      'Keeps what the legacy file said of everything that is not changed.');
  end loop;
end;
$$;
