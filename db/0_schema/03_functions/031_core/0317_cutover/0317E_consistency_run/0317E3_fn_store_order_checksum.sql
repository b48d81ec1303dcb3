-- 0317E3  app.store_order_checksum()
-- Checksums of the order of a table's rows.

create or replace function app.store_order_checksum(store text, source_table text, except_keys text[] default '{}')
  returns table (chunk bigint, "rows" bigint, checksum text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  set work_mem = '64MB'
as $$
begin
  return query execute format(
    $query$
      with h as (%s), p as (
        select h.key_hash, row_number() over (order by h.position, h.row_key collate "C") - 1 as place
        from h
        where h.row_key <> all ($1)
      )
      select
        p.place / 4096, count(*), encode(sha256(string_agg(substr(p.key_hash, 1, 16), ''::bytea order by p.place)), 'hex')
      from p
      group by 1
      order by 1
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using coalesce(except_keys, '{}');
end;
$$;

comment on function app.store_order_checksum(text, text, text[]) is
  'The rows but those excepted, in the order of the file: for each 4096 of them the sha256 of the first 16 bytes of '
  'the hashes of their keys. SG235, '
  'SG236: no such store, no such table.';

grant execute on function app.store_order_checksum(text, text, text[]) to specql_admin;
