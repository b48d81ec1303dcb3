-- 0117E2  specql_cutover.row_hash()
-- What a legacy row is compared by.

create or replace function specql_cutover.row_hash(row_key text, content jsonb)
  returns bytea
  language sql
  stable
  strict
  parallel safe
as $$
  select sha256(convert_to(row_key || E'\n' || content::text, 'UTF8'));
$$;

comment on function specql_cutover.row_hash(text, jsonb) is
  'sha256 of the key, a line feed and the canonical text of the content. rowHash() in src/legacy/canonical.ts makes '
  'the same from the file.';
