-- 013242  network.shares()
-- How an amount is divided by the largest remainders.

create or replace function network.shares(asset bigint, amount numeric)
  returns table (fk_contributor bigint, weight numeric, payout numeric)
  language sql
  stable
as $$
  with weighted as (
    -- cost × (0.5 + coherence score): what the predecessor weighs by. Exact: the score counts with its shortest digits.
    select r.fk_contributor, sum(r.cost_amount * (0.5 + coalesce(r.coherence_score::text::numeric, 0.5))) as weight
    from network.tb_contribution as r
    where r.fk_asset = asset
    group by r.fk_contributor
  ), counted as (
    select w.fk_contributor, w.weight, greatest(w.weight, 0) as counts, sum(greatest(w.weight, 0)) over () as total,
      -- The amount in its smallest unit.
      trunc(amount * ('1e' || greatest(2, scale(amount)))::numeric) as units
    from weighted as w
  ), divided as (
    select c.*, div(c.units * c.counts, c.total) as whole, mod(c.units * c.counts, c.total) as remainder
    from counted as c
    where c.total > 0
  ), ranked as (
    select d.*, d.units - sum(d.whole) over () as left_over,
      row_number() over (order by d.remainder desc, d.counts desc, k.id) as nth
    from divided as d join network.tb_contributor as k on k.pk_contributor = d.fk_contributor
  )
  select r.fk_contributor, r.weight,
    round((r.whole + case when r.nth <= r.left_over then 1 else 0 end) / ('1e' || greatest(2, scale(amount)))::numeric,
      greatest(2, scale(amount)))
  from ranked as r
$$;

comment on function network.shares(bigint, numeric) is
  'One row for each contributor of the asset; none where the weights are not above zero. Hamilton''s method: everyone gets the whole units '
  'of his exact share, and the units that are left go to the largest remainders; of equal ones first to the larger weight, then '
  'to the smaller id, so that no order of rows matters.';
