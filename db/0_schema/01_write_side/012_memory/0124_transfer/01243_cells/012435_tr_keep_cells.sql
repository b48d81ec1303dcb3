-- 012435  memory.tg__keep_cells()
-- A cell that is changed is no longer what the file said; what it said is remembered.

create or replace function memory.tg__keep_cells()
  returns trigger
  language plpgsql
as $$
declare
  v_before jsonb;
  v_after  jsonb;
  v_changed text[];
  v_base   jsonb;
begin
  -- A load sets the cells itself, and the stamps that the file has.
  if new.legacy ? 'load' then
    new.created_at := (new.legacy #>> '{load,created_at}')::timestamptz;
    new.updated_at := (new.legacy #>> '{load,updated_at}')::timestamptz;
    new.legacy := nullif(new.legacy - 'load', '{}');
    return new;
  end if;
  if old.import_run is null and new.legacy is null then
    return new;
  end if;

  execute format('select memory.%1$I($1), memory.%1$I($2)', tg_argv[0])
  into v_before, v_after
  using old, new;
  v_changed := array(
    select b.key
    from jsonb_each(v_before) as b
    where (v_after -> b.key)::text is distinct from b.value::text
  );
  if old.import_run is not null then
    -- Only the first change finds what the file said, and only of cells that the row had there.
    v_base := coalesce((
      select jsonb_object_agg(c, coalesce(old.legacy #> array['raw', c], v_before -> c))
      from unnest(v_changed) as c
      where not exists (
        select from memory.tb_source_shape as s where s.pk_source_shape = old.shape and c = any (s.absent)
      )
    ), '{}') || coalesce(old.legacy -> 'base', '{}');
  end if;
  new.legacy := nullif(
    (coalesce(new.legacy, '{}') - array['raw', 'base'])
    || case when (new.legacy -> 'raw') - v_changed <> '{}' then jsonb_build_object('raw', (new.legacy -> 'raw') - v_changed) else '{}' end
    || case when v_base <> '{}' then jsonb_build_object('base', v_base) else '{}' end,
    '{}'
  );
  return new;
end;
$$;

comment on function memory.tg__keep_cells() is
  'Before update, with the name of the function that gives the row''s cells: the verbatim cell of each changed column goes, and '
  'what the file said of it is kept as base. A load brings its cells and stamps in legacy.load, which is not stored.';
