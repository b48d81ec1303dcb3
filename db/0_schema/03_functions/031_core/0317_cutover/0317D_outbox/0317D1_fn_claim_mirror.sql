-- 0317D1  app.claim_mirror()
-- Lets one process at a time write a store's legacy file.

create or replace function app.claim_mirror(store text, holder text, seconds integer default 30)
  returns boolean
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_store constant bigint := specql_cutover.store_pk(store);
  v_claimed boolean;
begin
  perform specql_cutover.refuse_partial(store);
  if coalesce(btrim(holder), '') = '' then
    raise exception using errcode = 'SG102', message = 'holder is missing', column = 'holder';
  end if;
  perform common.checked_text(holder, 'holder', 200);
  if seconds is null or seconds not between 0 and 3600 then
    raise exception using
      errcode = 'SG101', message = 'seconds must be between 0 and 3600', column = 'seconds';
  end if;
  update specql_cutover.tb_mirror as m
  set holder = case when seconds > 0 then claim_mirror.holder end,
    lease_until = case when seconds > 0 then clock_timestamp() + make_interval(secs => seconds) end,
    updated_at = clock_timestamp(), updated_by = common.current_actor()
  where m.fk_store = v_store
    and (m.holder is null or m.holder = claim_mirror.holder or m.lease_until is null or m.lease_until < clock_timestamp());
  v_claimed := found;
  perform specql_cutover.prune_outbox(store);
  return v_claimed;
end;
$$;

comment on function app.claim_mirror(text, text, integer) is
  'True where the holder may write the store''s file for so many seconds: nobody else has a lease that still runs. Claim again to '
  'prolong it, with 0 seconds to give it back. SG235: no such store.';

grant execute on function app.claim_mirror(text, text, integer) to specql_admin;
