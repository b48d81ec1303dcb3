-- 011658  specql_audit.anchor_problem()
-- Whether a stream still holds what an anchor says.

create or replace function specql_audit.anchor_problem(
  stream text, seq bigint, hash text, out problem text, out place bigint, out row_id uuid, out detail text
)
  language plpgsql
  stable
as $$
declare
  v_entry record;
begin
  if seq is null then
    return; -- no anchor was given
  end if;
  select l.id, encode(l.entry_hash, 'hex') as hash
  into v_entry
  from specql_audit.tb_ledger as l
  where l.stream = anchor_problem.stream and l.seq = anchor_problem.seq;
  place := seq;
  row_id := v_entry.id;
  if v_entry.id is null then
    problem := 'missing';
    detail := format('entry %s, which the anchor names, is missing', seq);
  elsif v_entry.hash <> hash then
    problem := 'altered';
    detail := format('entry %s has another hash than the anchor: it, or one before it, was written anew', seq);
  end if;
  if problem is null then
    place := null;
    row_id := null;
  end if;
end;
$$;

comment on function specql_audit.anchor_problem(text, bigint, text) is
  'missing or altered where the entry that an anchor names is gone or has another hash; else null.';
