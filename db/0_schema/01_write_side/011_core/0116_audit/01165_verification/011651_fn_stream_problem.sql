-- 011651  specql_audit.stream_problem()
-- The first entry of a stream that is not what it was.

create or replace function specql_audit.stream_problem(
  stream text, after_seq bigint, out checked bigint, out problem text, out place bigint, out row_id uuid, out detail text
)
  language plpgsql
  stable
as $$
declare
  v_bad  record;
  v_last record;
  v_head record;
begin
  -- The entry at after_seq is read with the others: it is what the next one must follow.
  with entry as (
    select
      l.pk_ledger, l.id, l.seq, l.entry_hash, l.previous_hash,
      lag(l.seq) over w as seq_before,
      lag(l.entry_hash) over w as hash_before,
      specql_audit.ledger_hash(l, l.seq, l.previous_hash) as right_hash
    from specql_audit.tb_ledger as l
    where l.stream = stream_problem.stream and l.seq >= after_seq
    window w as (order by l.seq, l.pk_ledger)
  ), bad as (
    select e.*
    from entry as e
    where e.entry_hash is distinct from e.right_hash
      or e.seq > after_seq and (
        e.seq is distinct from coalesce(e.seq_before, 0) + 1
        or e.previous_hash is distinct from coalesce(e.hash_before, specql_audit.genesis_hash(stream_problem.stream)))
    order by e.seq, e.pk_ledger
    limit 1
  )
  select c.checked, b.*
  into v_bad
  from (select count(*) filter (where e.seq > after_seq) as checked from entry as e) as c
    left join bad as b on true;
  checked := v_bad.checked;

  if v_bad.seq is not null then
    place := v_bad.seq;
    row_id := v_bad.id;
    if v_bad.seq > coalesce(v_bad.seq_before, after_seq) + 1 then
      place := coalesce(v_bad.seq_before, after_seq) + 1;
      problem := 'missing';
      detail := format('entry %s is missing', place);
      row_id := specql_audit.entry_moved_from(stream, place);
      if row_id is not null then
        problem := 'moved';
        detail := format('entry %s stands in another place', place);
      end if;
    elsif v_bad.seq = v_bad.seq_before then
      problem := 'added';
      detail := format('a second entry %s was added', v_bad.seq);
    elsif v_bad.entry_hash is distinct from v_bad.right_hash then
      problem := 'altered';
      detail := format('entry %s is not what was hashed', v_bad.seq);
      if specql_audit.entry_moved_from(stream, v_bad.seq) <> v_bad.id then
        problem := 'moved';
        row_id := specql_audit.entry_moved_from(stream, v_bad.seq);
        detail := format('entry %s stands in another place', v_bad.seq);
      end if;
    else
      problem := 'altered';
      detail := format('entry %s does not follow the one before it: one of the two was written anew', v_bad.seq);
    end if;
    return;
  end if;

  select l.seq, l.id, l.entry_hash
  into v_last
  from specql_audit.tb_ledger as l
  where l.stream = stream_problem.stream
  order by l.seq desc
  limit 1;
  select h.seq, h.head_hash
  into v_head
  from specql_audit.tb_ledger_head as h
  where h.stream = stream_problem.stream;
  if v_head.seq is null then
    problem := 'missing';
    place := v_last.seq;
    detail := 'the head of the stream is missing';
  elsif v_head.seq > coalesce(v_last.seq, 0) then
    problem := 'missing';
    place := coalesce(v_last.seq, 0) + 1;
    detail := format('entries %s to %s are missing at the end', place, v_head.seq);
  elsif v_head.seq < coalesce(v_last.seq, 0) then
    problem := 'added';
    place := v_head.seq + 1;
    row_id := v_last.id;
    detail := format('entries after %s were added past the head', v_head.seq);
  elsif v_head.head_hash is distinct from coalesce(v_last.entry_hash, specql_audit.genesis_hash(stream)) then
    problem := 'altered';
    place := v_head.seq;
    row_id := v_last.id;
    detail := format('the head of the stream is not entry %s as it stands', v_head.seq);
  end if;
end;
$$;

comment on function specql_audit.stream_problem(text, bigint) is
  'How many entries were checked, and the first that was altered, removed, added or moved: its number, its key and a '
  'sentence. No problem: null. Entries up to after_seq are trusted, but for that entry itself.';
