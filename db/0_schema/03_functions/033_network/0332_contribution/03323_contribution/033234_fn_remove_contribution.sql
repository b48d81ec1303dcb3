-- 033234  app.remove_contribution()
-- Takes a contribution back.

create or replace function app.remove_contribution(contribution_id uuid)
  returns app.contributions
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_row app.contributions;
begin
  select v.* into v_row from app.contributions as v where v.id = contribution_id;
  if not found then
    raise exception using
      errcode = 'SG226',
      message = 'contribution not found',
      detail = format('There is none with id %s.', coalesce(contribution_id::text, 'null')),
      hint = 'app.contributions lists them.',
      column = 'contribution_id';
  end if;
  delete from network.tb_contribution as r where r.id = contribution_id;
  return v_row;
end;
$$;

comment on function app.remove_contribution(uuid) is
  'Removes a contribution and returns it as it was; its cost leaves the total of the asset. SG226: there is none.';

grant execute on function app.remove_contribution(uuid) to specql_admin;
