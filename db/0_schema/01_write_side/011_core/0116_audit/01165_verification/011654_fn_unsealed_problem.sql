-- 011654  specql_audit.unsealed_problem()
-- Changes outside the seals that cannot have been written by the audit trigger.

create or replace function specql_audit.unsealed_problem(
  out unsealed bigint, out problem text, out place bigint, out row_id uuid, out detail text
)
  language plpgsql
  stable
as $$
declare
  v_last   specql_audit.tb_seal;
  v_sealed int8multirange;
  v_bad    record;
begin
  select s.* into v_last from specql_audit.tb_seal as s order by s.pk_seal desc limit 1;
  if not found then
    select count(*) into unsealed from specql_audit.tb_change as c;
    return;
  end if;
  select range_agg(r.numbers)
  into v_sealed
  from specql_audit.tb_seal as s
    cross join lateral unnest(s.change_numbers) as r (numbers);

  select
    count(*) filter (where c.pk_change <@ v_last.open_numbers) as unsealed,
    min(c.pk_change) filter (where not c.pk_change <@ v_last.open_numbers or
      -- Transaction numbers tell only on the server that gave them.
      v_last.system_name = specql_audit.system_name() and (
        pg_visible_in_snapshot(c.transaction_id, v_last.read_as_of)
        -- The clock may have been set back a little, not by minutes.
        or c.transaction_id >= v_last.begun_before and c.changed_at < v_last.sealed_at - interval '1 minute'
      )) as place
  into v_bad
  from specql_audit.tb_change as c
  where not c.pk_change <@ v_sealed;
  unsealed := v_bad.unsealed;
  if v_bad.place is not null then
    problem := 'added';
    place := v_bad.place;
    select c.id into row_id from specql_audit.tb_change as c where c.pk_change = v_bad.place limit 1;
    detail := format('change %s was added to what was sealed already', place);
  end if;
end;
$$;

comment on function specql_audit.unsealed_problem() is
  'How many changes are not sealed yet, and the first of them that pretends to be older than a seal: its number is one '
  'that was rolled back, or its transaction had ended, or its time lies before that of its transaction.';
