-- 011625  specql_audit.record_decision()
-- Writes one decision into the ledger.

create or replace function specql_audit.record_decision(
  stream         text,
  action         text,
  subject_kind   text,
  subject_id     uuid,
  payload        jsonb,
  policy_version bigint default null
)
  returns bigint
  language sql
  volatile
as $$
  insert into specql_audit.tb_ledger (stream, action, subject_kind, subject_id, payload, policy_version)
  values (stream, action, subject_kind, subject_id, coalesce(payload, '{}'), policy_version)
  returning seq;
$$;

comment on function specql_audit.record_decision(text, text, text, uuid, jsonb, bigint) is
  'Appends to the stream and returns the entry''s number in it. Who acted, when and in which transaction is added. The '
  'stream stays locked to the end of the transaction, so call it late, and name streams in the order of the alphabet '
  'where one transaction writes to several. A stream begins with its first entry.';
