-- 013222  network.found_asset()
-- The asset with an id, or an error that says that there is none.

create or replace function network.found_asset(asset_id uuid)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_found bigint;
begin
  select r.pk_asset into v_found from network.tb_asset as r where r.id = asset_id;
  if not found then
    raise exception using
      errcode = 'SG225',
      message = 'asset not found',
      detail = format('There is none with id %s.', coalesce(asset_id::text, 'null')),
      hint = 'app.assets lists them.',
      column = 'asset_id';
  end if;
  return v_found;
end;
$$;

comment on function network.found_asset(uuid) is 'Internal key of the asset. SG225: there is none.';
