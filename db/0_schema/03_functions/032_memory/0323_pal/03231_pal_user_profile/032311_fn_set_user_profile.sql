-- 032311  app.set_user_profile()
-- Says how a user wants to be spoken to.

create or replace function app.set_user_profile(input jsonb)
  returns app.pal_user_profiles
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row    jsonb := memory.input_row('pal_user_profiles', input, '{user_id}', '{}');
  v_id     uuid;
  v_result app.pal_user_profiles;
begin
  v_row := v_row || jsonb_build_object('org_id', memory.checked_org(v_row ->> 'org_id', needed => false));
  -- One profile for each user of an organisation: whoever sets it at the same time waits.
  perform pg_advisory_xact_lock(hashtextextended('memory profile ' || coalesce(v_row ->> 'org_id', '') || chr(10) || (v_row ->> 'user_id'), 0));
  update memory.tb_pal_user_profile as p
  set preference_tone = v_row ->> 'preference_tone'
  where p.user_id = v_row ->> 'user_id' and p.org_id is not distinct from v_row ->> 'org_id'
  returning p.id into v_id;
  if v_id is not null then
    select r.* into v_result from app.pal_user_profiles as r where r.id = v_id;
    return v_result;
  end if;
  v_id := memory.insert_row('pal_user_profile', v_row);
  select r.* into v_result from app.pal_user_profiles as r where r.id = v_id;
  return v_result;
end;
$$;

comment on function app.set_user_profile(jsonb) is
  'Makes a row of {user_id, org_id, preference_tone}. SG102, SG103, SG120, SG122: the input. '
  'SG405: the organisation is not the caller''s.';

grant execute on function app.set_user_profile(jsonb) to specql_author, specql_agent;
