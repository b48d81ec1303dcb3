-- 011652  specql_audit.entry_moved_from()
-- The entry that once stood in a place of a stream.

create or replace function specql_audit.entry_moved_from(stream text, seq bigint)
  returns uuid
  language sql
  stable
as $$
  select l.id
  from specql_audit.tb_ledger as l
  where l.stream = entry_moved_from.stream
    and l.entry_hash = specql_audit.ledger_hash(l, entry_moved_from.seq, l.previous_hash)
  order by l.seq
  limit 1;
$$;

comment on function specql_audit.entry_moved_from(text, bigint) is
  'The entry whose hash is right for this place, wherever it stands now; null where there is none. Asked only after '
  'something was found wrong.';
