-- 011655  specql_audit.changes_problem()
-- The first seal that is not what the ledger says, or that its changes are not.

create or replace function specql_audit.changes_problem(
  after_seq bigint, before_seq bigint,
  out checked bigint, out problem text, out place bigint, out row_id uuid, out detail text
)
  language plpgsql
  stable
as $$
declare
  v_entry    record;
  v_seal     specql_audit.tb_seal;
  v_found    record;
  v_archived constant int8multirange := specql_audit.archived_numbers(before_seq);
begin
  checked := 0;
  for v_entry in
    select l.pk_ledger, l.seq, l.subject_id, l.payload
    from specql_audit.tb_ledger as l
    where l.stream = 'changes' and l.action = 'seal' and l.seq > after_seq and (l.seq < before_seq) is not false
    order by l.seq
  loop
    select s.* into v_seal from specql_audit.tb_seal as s where s.fk_ledger = v_entry.pk_ledger;
    place := (v_entry.payload ->> 'first')::bigint;
    row_id := v_entry.subject_id;
    if v_seal.pk_seal is null then
      problem := 'missing';
      detail := format('the seal of entry %s is missing', v_entry.seq);
      return;
    end if;
    if encode(specql_audit.seal_hash(v_seal), 'hex') is distinct from v_entry.payload ->> 'hash' then
      problem := 'altered';
      detail := format('the seal of entry %s is not what the ledger says', v_entry.seq);
      return;
    end if;
    select p.* into v_found from specql_audit.seal_problem(v_seal, v_archived) as p;
    if v_found.problem is not null then
      problem := v_found.problem;
      place := v_found.place;
      row_id := v_found.row_id;
      detail := v_found.detail || format(' (sealed by entry %s)', v_entry.seq);
      return;
    end if;
    checked := checked + (v_entry.payload ->> 'changes')::bigint;
  end loop;
  place := null;
  row_id := null;

  select s.id, lower(s.change_numbers) as first
  into v_found
  from specql_audit.tb_seal as s
    left join specql_audit.tb_ledger as l
      on l.pk_ledger = s.fk_ledger and l.stream = 'changes' and l.action = 'seal' and l.subject_id = s.id
  where l.pk_ledger is null
  limit 1;
  if found then
    problem := 'added';
    place := v_found.first;
    row_id := v_found.id;
    detail := 'a seal was added that the ledger does not know';
  end if;
end;
$$;

comment on function specql_audit.changes_problem(bigint, bigint) is
  'How many sealed changes were checked, and the first that was altered, removed, added or moved, or the seal itself. '
  'No problem: null. Seals up to entry after_seq of the stream changes are trusted; '
  'those from before_seq on, where it is given, are not looked at: the ledger itself was found wrong there.';
