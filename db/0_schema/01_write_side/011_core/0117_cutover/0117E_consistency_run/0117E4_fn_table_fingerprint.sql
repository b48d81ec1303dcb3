-- 0117E4  specql_cutover.table_fingerprint()
-- Checksums of a table: of its rows by the beginnings of their keys' hashes, and of their order.

create or replace function specql_cutover.table_fingerprint(store text, source_table text, digits integer)
  returns jsonb
  language plpgsql
  stable
as $$
declare
  v_answer jsonb;
begin
  execute format(
    $query$
      with h as materialized (%s), b as (
        select
          left(encode(h.key_hash, 'hex'), $1) as bucket, count(*) as amount,
          encode(sha256(string_agg(h.row_hash, ''::bytea order by h.key_hash)), 'hex') as checksum
        from h
        group by 1
      ), p as (
        select h.key_hash, row_number() over (order by h.position, h.row_key collate "C") - 1 as place
        from h
      ), o as (
        select
          p.place / 4096 as chunk,
          encode(sha256(string_agg(substr(p.key_hash, 1, 16), ''::bytea order by p.place)), 'hex') as checksum
        from p
        group by 1
      )
      select jsonb_build_object(
        'source_table', $2,
        'rows', (select coalesce(sum(b.amount), 0) from b),
        'buckets', (select coalesce(jsonb_object_agg(b.bucket, jsonb_build_array(b.amount, b.checksum)), '{}') from b),
        'order', (select coalesce(jsonb_agg(o.checksum order by o.chunk), '[]') from o))
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) into strict v_answer using digits, source_table;
  return v_answer;
end;
$$;

comment on function specql_cutover.table_fingerprint(text, text, integer) is
  '{source_table, rows, buckets: {beginning of the hexadecimal sha256 of the key: [rows, sha256 of the row hashes in the '
  'order of the keys'' hashes]}, order: [sha256 of the first halves of the hashes of 4096 keys each, in the order of the file]}. One pass over the table.';
