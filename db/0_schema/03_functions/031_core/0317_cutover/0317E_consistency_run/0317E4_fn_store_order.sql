-- 0317E4  app.store_order()
-- The order of a table's rows, where it has to be looked at.

create or replace function app.store_order(store text, source_table text, except_keys text[], chunks bigint[])
  returns table (chunk bigint, keys text)
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
      select p.place / 4096, string_agg(encode(substr(p.key_hash, 1, 16), 'hex'), '' order by p.place)
      from p
      where p.place / 4096 = any ($2)
      group by 1
      order by 1
    $query$, specql_cutover.hashed_rows(store, source_table)
  ) using coalesce(except_keys, '{}'), coalesce(chunks, '{}');
end;
$$;

comment on function app.store_order(text, text, text[], bigint[]) is
  'Of the chunks of store_order_checksum() that are asked for: the first 32 hexadecimal digits of the sha256 of each key, one '
  'after the other. SG235, SG236: no such store, no such table.';

grant execute on function app.store_order(text, text, text[], bigint[]) to specql_admin;
