-- 013522  network.add_task_partitions()
-- Makes the partitions of agent tasks for the months of the given times.

create or replace function network.add_task_partitions(times timestamptz[])
  returns void
  language plpgsql
  volatile
as $$
declare
  v_part  record;
  v_first boolean := true;
begin
  for v_part in
    select distinct
      case when m.month < '2015-01-01' then 'tb_agent_task_before_2015' when m.month >= '2050-01-01' then 'tb_agent_task_from_2050'
        else 'tb_agent_task_' || to_char(m.month, 'YYYY_MM') end as name,
      case when m.month < '2015-01-01' then 'minvalue' when m.month >= '2050-01-01' then quote_literal('2050-01-01 00:00:00+00')
        else quote_literal(to_char(m.month, 'YYYY-MM-DD') || ' 00:00:00+00') end as lower,
      case when m.month < '2015-01-01' then quote_literal('2015-01-01 00:00:00+00') when m.month >= '2050-01-01' then 'maxvalue'
        else quote_literal(to_char(m.month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00') end as upper
    from (select date_trunc('month', t at time zone 'UTC') as month from unnest(times) as t) as m
    order by 1
  loop
    continue when to_regclass('network.' || v_part.name) is not null;
    if v_first then
      -- One maker at a time; the others then find the partitions made. Attaching takes this lock anyway, and unlike an
      -- advisory one it also lets the session see what others have made meanwhile.
      lock table only network.tb_agent_task in share update exclusive mode;
      v_first := false;
      continue when to_regclass('network.' || v_part.name) is not null;
    end if;
    execute format('create table network.%I (like network.tb_agent_task including all excluding identity)', v_part.name);
    execute format('comment on table network.%I is %L', v_part.name, 'Agent tasks made ' || case v_part.name
      when 'tb_agent_task_before_2015' then 'before 2015 (UTC).' when 'tb_agent_task_from_2050' then 'from 2050 on (UTC).'
      else 'in ' || replace(right(v_part.name, 7), '_', '-') || ' (UTC).' end);
    -- Attaching lets writers go on; creating as a partition would lock them out.
    execute format('alter table network.tb_agent_task attach partition network.%I for values from (%s) to (%s)',
      v_part.name, v_part.lower, v_part.upper);
    execute format(
      'create or replace trigger tr_110_through_parent before insert or update or delete or truncate on network.%I '
      'for each statement execute function network.tg_tb_agent_task__through_parent()', v_part.name);
  end loop;
end;
$$;

comment on function network.add_task_partitions(timestamptz[]) is
  'Makes the missing partitions, one for each month (UTC) from 2015 to 2049; all that lies before or after shares one each, '
  'so that a file of nonsense dates cannot make thousands. Whoever writes tasks calls it first, because a partition cannot be '
  'added by the statement that needs it. Sessions that need none are not held up.';
