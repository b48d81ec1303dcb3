-- 031621  app.audit_anchor()
-- What to keep outside the database, to be able to show later that nobody rewrote it.

create or replace function app.audit_anchor()
  returns table (stream text, seq bigint, hash text)
  language sql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
  select h.stream, h.seq, encode(h.head_hash, 'hex')
  from specql_audit.tb_ledger_head as h
  where h.seq > 0
  order by h.stream;
$$;

comment on function app.audit_anchor() is
  'The last entry of each stream and its hash. Whoever owns the database can compute a whole chain anew, or cut off '
  'its end; not without the anchors that were kept elsewhere telling. Give them to app.verify_audit() as a JSON array.';

grant execute on function app.audit_anchor() to specql_reader;
