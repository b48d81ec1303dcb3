-- 033231  app.record_contribution()
-- Records what a contributor did for an asset.

create or replace function app.record_contribution(
  contributor_id uuid,
  asset_id uuid,
  cost_amount numeric,
  coherence_score double precision default 0.5,
  metadata jsonb default '{}'
)
  returns app.contributions
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_id  uuid;
  v_row app.contributions;
begin
  perform network.found_contributor(contributor_id);
  perform network.found_asset(asset_id);
  if cost_amount is null or abs(cost_amount) = 'Infinity' or cost_amount = 'NaN' then
    raise exception using
      errcode = 'SG123',
      message = 'cost_amount is not what it should be',
      detail = format('It is %s.', coalesce(cost_amount::text, 'missing')),
      hint = 'It should be a decimal number; a refund is negative.',
      column = 'cost_amount';
  end if;
  if coherence_score is null or coherence_score not between 0 and 1 then
    raise exception using
      errcode = 'SG126',
      message = 'coherence_score must be between 0 and 1',
      detail = format('It is %s.', coalesce(coherence_score::text, 'missing')),
      hint = 'Leave it out for 0.5, which leaves the cost as it is in a distribution.',
      column = 'coherence_score';
  end if;

  insert into network.tb_contribution (fk_contributor, fk_asset, cost_amount, metadata, coherence_score)
  select c.pk_contributor, a.pk_asset, record_contribution.cost_amount, coalesce(record_contribution.metadata, '{}'),
    record_contribution.coherence_score
  from network.tb_contributor as c cross join network.tb_asset as a
  where c.id = record_contribution.contributor_id and a.id = record_contribution.asset_id
  returning id into v_id;
  select v.* into v_row from app.contributions as v where v.id = v_id;
  return v_row;
end;
$$;

comment on function app.record_contribution(uuid, uuid, numeric, double precision, jsonb) is
  'Records a contribution; its cost is in the total of the asset at once. SG123, SG126: the input is wrong. SG224, SG225: no such
  contributor, no such asset.';

grant execute on function app.record_contribution(uuid, uuid, numeric, double precision, jsonb) to specql_author;
