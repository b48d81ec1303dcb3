-- 011623  specql_audit.ledger_hash()
-- The hash of an entry, as it stands or as it would be elsewhere in its stream.
-- What is hashed is what is stored. A JSON array frames the fields: no two entries have one text.

create or replace function specql_audit.ledger_hash(entry specql_audit.tb_ledger, seq bigint, previous_hash bytea)
  returns bytea
  language sql
  stable
as $$
  select sha256(convert_to(jsonb_build_array(
    'specql.ledger', entry.format_version, entry.stream, seq, entry.pk_ledger, entry.id,
    -- Seconds and microseconds since 1970: the same in every time zone, era and year.
    extract(epoch from entry.recorded_at)::text, entry.transaction_id::text,
    entry.action, entry.subject_kind, entry.subject_id, entry.policy_version,
    entry.payload, entry.payload is null,
    entry.actor, entry.principal_kind, entry.role_name, entry.login_name,
    encode(previous_hash, 'hex')
  )::text, 'UTF8'));
$$;

comment on function specql_audit.ledger_hash(specql_audit.tb_ledger, bigint, bytea) is
  'SHA-256 over a canonical text of the entry: a name and a version, then every column but the hash itself. Where '
  'the text has to change, format_version rises and both forms are kept.';
