-- 011645  specql_audit.seal_batch()
-- Seals the next changes: those that are visible and not sealed yet.

create or replace function specql_audit.seal_batch(max_changes integer)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_last    specql_audit.tb_seal;
  v_settled specql_audit.tb_seal;
  v_seal    specql_audit.tb_seal;
  v_batch   record;
  v_lowest  bigint;
  v_highest bigint;
  v_more    boolean;
  v_next    bigint;
begin
  -- One sealer at a time. Writers take no part in this lock and never wait for it.
  perform pg_advisory_xact_lock(hashtextextended('specql_audit.seal', 0));
  select s.* into v_last from specql_audit.tb_seal as s order by s.pk_seal desc limit 1;

  v_seal.sealed_at := clock_timestamp();
  v_seal.system_name := specql_audit.system_name();
  -- Before the changes are read: what ended before this is seen by the reading.
  v_seal.read_as_of := pg_current_snapshot();
  v_lowest := coalesce(lower(v_last.open_numbers), 1);
  select max(n.pk_change), count(*) = max_changes
  into v_highest, v_more
  from (
    select c.pk_change
    from specql_audit.tb_change as c
    where c.pk_change >= v_lowest and (v_last.open_numbers is null or c.pk_change <@ v_last.open_numbers)
    order by c.pk_change
    limit max_changes
  ) as n;
  select
    count(*) as changes, min(r.pk_change) as first, max(r.pk_change) as last,
    min(r.changed_at) as first_at, max(r.changed_at) as last_at,
    range_agg(int8range(r.pk_change, r.pk_change, '[]')) as numbers,
    string_agg(r.digest, ''::bytea order by r.pk_change) as digests
  into v_batch
  from (
    -- Two changes cannot have one number. Where somebody forced it, one is sealed and verification finds the other.
    select distinct on (c.pk_change) c.pk_change, c.changed_at, specql_audit.change_digest(c, c.pk_change) as digest
    from specql_audit.tb_change as c
    where c.pk_change >= v_lowest and (c.pk_change <= v_highest or not v_more)
      and (v_last.open_numbers is null or c.pk_change <@ v_last.open_numbers)
    order by c.pk_change, c.changed_at
  ) as r;
  if v_batch.changes = 0 then
    return 0;
  end if;
  -- After the reading: whoever holds a number that was not seen has begun, so its transaction's number is below the next
  -- one to be drawn. A snapshot's xmax would not do, because transactions under way may lie above it: from there on each
  -- number is asked for, up to the first that lies in the future.
  v_next := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  begin
    loop
      perform pg_xact_status(v_next::text::xid8);
      v_next := v_next + 1;
    end loop;
  exception when invalid_parameter_value then
    v_seal.begun_before := v_next::text::xid8;
  end;

  v_seal.change_numbers := v_batch.numbers;
  v_seal.digests := v_batch.digests;
  v_seal.highest_number := greatest(v_batch.last, v_last.highest_number);
  v_seal.open_numbers := coalesce(v_last.open_numbers, '{[1,)}') - v_batch.numbers;
  -- A number that was open at an earlier seal, and whose transaction has ended since, was rolled back: nobody has it.
  select s.*
  into v_settled
  from specql_audit.tb_seal as s
  where s.begun_before <= pg_snapshot_xmin(v_seal.read_as_of) or s.system_name <> v_seal.system_name
  order by s.pk_seal desc
  limit 1;
  if found then
    -- Where there is more to read, only as far as this batch went.
    v_seal.open_numbers := v_seal.open_numbers - int8multirange(int8range(
      null, case when v_more then least(v_settled.highest_number, v_highest) else v_settled.highest_number end, '(]'));
  end if;
  if v_more then
    v_seal.read_as_of := case when v_last.system_name = v_seal.system_name then v_last.read_as_of else '1:1:' end;
  end if;

  v_seal.id := gen_random_uuid();
  v_seal.pk_seal := nextval(pg_get_serial_sequence('specql_audit.tb_seal', 'pk_seal'));
  insert into specql_audit.tb_ledger (stream, action, subject_kind, subject_id, payload)
  values ('changes', 'seal', 'seal', v_seal.id, jsonb_build_object(
    'changes', v_batch.changes, 'first', v_batch.first, 'last', v_batch.last,
    'first_changed_at', v_batch.first_at, 'last_changed_at', v_batch.last_at,
    'hash', encode(specql_audit.seal_hash(v_seal), 'hex')
  ))
  returning pk_ledger into v_seal.fk_ledger;
  insert into specql_audit.tb_seal
    (pk_seal, id, fk_ledger, change_numbers, open_numbers, highest_number, read_as_of, begun_before, system_name,
     sealed_at, digests)
  overriding system value values
    (v_seal.pk_seal, v_seal.id, v_seal.fk_ledger, v_seal.change_numbers, v_seal.open_numbers, v_seal.highest_number,
     v_seal.read_as_of, v_seal.begun_before, v_seal.system_name, v_seal.sealed_at, v_seal.digests);
  return v_batch.changes;
end;
$$;

comment on function specql_audit.seal_batch(integer) is
  'Makes one seal of at most so many changes and returns how many; 0, and no seal, where none was left. Numbers are '
  'given by an identity without a cache, after the transaction has its own number: that is what lets rolled-back '
  'numbers be told from those that are still to come.';
