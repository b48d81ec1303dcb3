-- 0317E1  app.store_checksums()
-- Checksums of a table's rows, by bucket.

create or replace function app.store_checksums(store text, source_table text, prefix text default '', digits integer default 2)
  returns table (bucket text, "rows" bigint, checksum text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
begin
  perform specql_cutover.checked_digits(digits, 'digits');
  return query execute format(
    $query$
      with h as (%s)
      select
        left(encode(h.key_hash, 'hex'), $1), count(*),
        encode(sha256(string_agg(h.row_hash, ''::bytea order by h.key_hash)), 'hex')
      from h
      where starts_with(encode(h.key_hash, 'hex'), $2)
      group by 1
      order by 1
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using digits, coalesce(prefix, '');
end;
$$;

comment on function app.store_checksums(text, text, text, integer) is
  'Rows and checksum of each bucket: bucket is the beginning of the hexadecimal sha256 of the row''s key, checksum the sha256 of '
  'the row hashes in the order of the keys'' hashes. SG159: digits is not 1 to 4. SG235, SG236: no such store, no such table.';

grant execute on function app.store_checksums(text, text, text, integer) to specql_admin;
