-- 011643  specql_audit.seal_hash()
-- The hash of a seal, which the ledger keeps.

create or replace function specql_audit.seal_hash(seal specql_audit.tb_seal)
  returns bytea
  language sql
  stable
as $$
  select sha256(convert_to(jsonb_build_array(
    'specql.seal', 1, seal.pk_seal, seal.id, seal.change_numbers::text, seal.open_numbers::text, seal.highest_number,
    seal.read_as_of::text, seal.begun_before::text, seal.system_name, extract(epoch from seal.sealed_at)::text
  )::text, 'UTF8') || seal.digests);
$$;

comment on function specql_audit.seal_hash(specql_audit.tb_seal) is
  'SHA-256 over the canonical text of the seal''s columns, followed by the digests. fk_ledger is left out: the entry '
  'names the seal, so the two bind each other.';
