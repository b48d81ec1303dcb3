-- 013232  network.tg_tb_contribution__keep_totals()
-- Keeps the total cost of each asset equal to what its contributions cost.

create or replace function network.tg_tb_contribution__keep_totals()
  returns trigger
  language plpgsql
as $$
declare
  v_assets  bigint[];
  v_added   numeric[];
  v_carried numeric[];
begin
  if tg_op = 'TRUNCATE' then
    update network.tb_asset set contributed_cost = 0 where contributed_cost <> 0;
    return null;
  elsif tg_op = 'INSERT' then
    select array_agg(s.fk_asset order by s.fk_asset), array_agg(s.added order by s.fk_asset),
      array_agg(s.carried order by s.fk_asset)
    into v_assets, v_added, v_carried
    from (
      select n.fk_asset, sum(n.cost_amount) as added,
        coalesce(sum(n.cost_amount) filter (where n.import_run is not null), 0) as carried
      from new_rows as n
      group by n.fk_asset
    ) as s;
  elsif tg_op = 'DELETE' then
    select array_agg(s.fk_asset order by s.fk_asset), array_agg(s.added order by s.fk_asset),
      array_agg(0::numeric)
    into v_assets, v_added, v_carried
    from (
      select o.fk_asset, - sum(o.cost_amount) as added
      from old_rows as o
      group by o.fk_asset
    ) as s;
  else
    select array_agg(s.fk_asset order by s.fk_asset), array_agg(s.added order by s.fk_asset),
      array_agg(s.carried order by s.fk_asset)
    into v_assets, v_added, v_carried
    from (
      select c.fk_asset, sum(c.cost) as added, coalesce(sum(c.cost) filter (where c.by_import), 0) as carried
      from (
        select n.fk_asset, n.cost_amount as cost, n.legacy -> 'run' is distinct from o.legacy -> 'run' as by_import
        from new_rows as n join old_rows as o on o.pk_contribution = n.pk_contribution
        where n.fk_asset <> o.fk_asset or n.cost_amount <> o.cost_amount
        union all
        select o.fk_asset, - o.cost_amount, n.legacy -> 'run' is distinct from o.legacy -> 'run'
        from new_rows as n join old_rows as o on o.pk_contribution = n.pk_contribution
        where n.fk_asset <> o.fk_asset or n.cost_amount <> o.cost_amount
      ) as c
      group by c.fk_asset
      having sum(c.cost) <> 0
    ) as s;
  end if;

  if v_assets is null then
    return null;
  end if;

  -- In one order for all sessions: two that contribute to the same assets wait for each other, and never both.
  perform
  from network.tb_asset as a
  where a.pk_asset = any (v_assets)
  order by a.pk_asset
  for no key update;

  update network.tb_asset as a set
    contributed_cost = a.contributed_cost + w.added,
    unattributed_cost = a.unattributed_cost - w.carried,
    -- A file that gives no total has none after its contributions are in, either: whoever writes legacy keeps it.
    legacy = case
      when a.unattributed_cost is null and w.added = w.carried
        and (a.legacy -> 'absent' ? 'total_cost' or a.legacy -> 'raw' ? 'total_cost')
      then a.legacy || jsonb_build_object('loads', coalesce((a.legacy ->> 'loads')::bigint, 0) + 1)
      else a.legacy end
  from unnest(v_assets, v_added, v_carried) as w (fk_asset, added, carried)
  where a.pk_asset = w.fk_asset
    and (w.added <> 0 or w.carried <> 0);
  return null;
end;
$$;

comment on function network.tg_tb_contribution__keep_totals() is
  'After each statement: adds to the assets what their contributions changed by, under a lock of those assets, so that '
  'sessions add up. What an import brings is in the total that its file carries, and is taken from the part of the '
  'total that no contribution explained so far.';

create or replace trigger tr_700_keep_totals after insert on network.tb_contribution
  referencing new table as new_rows
  for each statement execute function network.tg_tb_contribution__keep_totals();
create or replace trigger tr_705_keep_totals after update on network.tb_contribution
  referencing old table as old_rows new table as new_rows
  for each statement execute function network.tg_tb_contribution__keep_totals();
create or replace trigger tr_710_keep_totals after delete on network.tb_contribution
  referencing old table as old_rows
  for each statement execute function network.tg_tb_contribution__keep_totals();
create or replace trigger tr_715_keep_totals after truncate on network.tb_contribution
  for each statement execute function network.tg_tb_contribution__keep_totals();

comment on trigger tr_700_keep_totals on network.tb_contribution is 'Adds to the total cost of the assets.';
comment on trigger tr_705_keep_totals on network.tb_contribution is 'Moves cost between the totals of the assets.';
comment on trigger tr_710_keep_totals on network.tb_contribution is 'Takes from the total cost of the assets.';
comment on trigger tr_715_keep_totals on network.tb_contribution is 'Empties the total cost of the assets.';
