-- 011622  specql_audit.genesis_hash()
-- What the first entry of a stream follows.

create or replace function specql_audit.genesis_hash(stream text)
  returns bytea
  language sql
  immutable
as $$
  select sha256(convert_to('specql.ledger/1/' || stream, 'UTF8'));
$$;

comment on function specql_audit.genesis_hash(text) is
  'The previous_hash of a stream''s first entry: a beginning of its own for each stream.';
