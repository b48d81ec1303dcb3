-- 0317E2  app.store_row_hashes()
-- The row hashes of some buckets.

create or replace function app.store_row_hashes(store text, source_table text, prefixes text[])
  returns table (row_key text, row_hash text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
declare
  v_digits constant integer := length(prefixes[1]);
begin
  if cardinality(prefixes) = 0 then
    return;
  end if;
  perform specql_cutover.checked_digits(v_digits, 'prefixes');
  return query execute format(
    $query$
      with h as (%s)
      select h.row_key, encode(h.row_hash, 'hex')
      from h
      where left(encode(h.key_hash, 'hex'), $1) = any ($2)
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using v_digits, prefixes;
end;
$$;

comment on function app.store_row_hashes(text, text, text[]) is
  'Key and hash of each row whose key''s sha256 begins with one of the prefixes, in no order. All prefixes are of one '
  'length. SG159: that length is not 1 to 4. SG235, SG236: no such store, no such table.';

grant execute on function app.store_row_hashes(text, text, text[]) to specql_admin;
