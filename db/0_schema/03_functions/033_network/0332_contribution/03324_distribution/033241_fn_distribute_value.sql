-- 033241  app.distribute_value()
-- Divides an amount among those who contributed to an asset.

create or replace function app.distribute_value(asset_id uuid, amount numeric)
  returns table (contributor_id uuid, contributor_name text, weight numeric, payout numeric)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform network.found_asset(asset_id);
  if amount is null or not amount >= 0 or amount > 1e30 or scale(amount) > 30 then
    raise exception using
      errcode = 'SG125',
      message = 'the amount cannot be paid out',
      detail = format('It is %s.', coalesce(left(amount::text, 100), 'missing')),
      hint = 'Give an amount of 0 or more, below 1e30 and with at most 30 decimals.',
      column = 'amount';
  end if;

  return query
  select c.id, c.contributor_name, s.weight, s.payout
  from network.shares(
      (select a.pk_asset from network.tb_asset as a where a.id = distribute_value.asset_id), distribute_value.amount) as s
    join network.tb_contributor as c on c.pk_contributor = s.fk_contributor
  order by s.payout desc, c.id;
  if not found then
    raise exception using
      errcode = 'SG318',
      message = 'there is nothing to distribute by',
      detail = 'No contributor has contributed more to the asset than was refunded.',
      hint = 'Record contributions with a positive cost first.',
      column = 'asset_id';
  end if;
end;
$$;

comment on function app.distribute_value(uuid, numeric) is
  'Divides an amount among the contributors of an asset in proportion to their weights: cost × (0.5 + coherence score), summed over the
  contributions of each, refunds included; who got back more than he gave has no share. Payouts are multiples of the smallest unit of the amount (a
  hundredth at least) and add up to the amount exactly: what division leaves goes to the largest remainders. Writes nothing. SG125: the
  amount. SG225: no such asset. SG318: no contributions to divide by.';

grant execute on function app.distribute_value(uuid, numeric) to specql_reader;
