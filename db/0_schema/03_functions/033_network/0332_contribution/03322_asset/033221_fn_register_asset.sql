-- 033221  app.register_asset()
-- Registers something that is contributed to.

create or replace function app.register_asset("type" text, description text default null, asset_id uuid default null)
  returns app.assets
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  uuid;
  v_row app.assets;
begin
  if "type" is null or "type" not in ('CODE', 'MODEL', 'CONTENT', 'DATA') then
    raise exception using
      errcode = 'SG123',
      message = 'type is not what it should be',
      detail = format('It is %s.', coalesce(quote_literal(left("type", 100)), 'missing')),
      hint = 'It should be one of CODE, MODEL, CONTENT, DATA.',
      column = 'type';
  end if;
  perform common.checked_text(description, 'description');

  insert into network.tb_asset (id, asset_type, description)
  values (coalesce(asset_id, gen_random_uuid()), "type", register_asset.description)
  on conflict on constraint uq_tb_asset__id do nothing
  returning id into v_id;
  if v_id is null then
    raise exception using
      errcode = 'SG317',
      message = 'the id is taken',
      detail = format('An asset %s is registered.', asset_id),
      hint = 'Leave asset_id out to get a new one.',
      column = 'asset_id';
  end if;
  select v.* into v_row from app.assets as v where v.id = v_id;
  return v_row;
end;
$$;

comment on function app.register_asset(text, text, uuid) is
  'Registers an asset; its total cost is that of its contributions. asset_id is for one that is known elsewhere. SG103, SG123: the input
  is wrong. SG317: the id is taken.';

grant execute on function app.register_asset(text, text, uuid) to specql_author;
