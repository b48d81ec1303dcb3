-- 0117D4  specql_cutover.settle_marks()
-- Takes marks off: of each transaction one stays, which says that it wrote.

create or replace function specql_cutover.settle_marks(store text, outbox bigint[] default null)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_settled bigint;
begin
  with settled as (
    delete from specql_cutover.tb_outbox as o
    where o.store = settle_marks.store and o.mirrored_at is null
      and (settle_marks.outbox is null or o.pk_outbox = any (settle_marks.outbox))
    returning o.xid, o.created_at
  ), kept as (
    insert into specql_cutover.tb_outbox (store, xid, mirrored_at, created_at)
    select settle_marks.store, s.xid, clock_timestamp(), max(s.created_at)
    from settled as s
    where not exists (
      select from specql_cutover.tb_outbox as o
      where o.store = settle_marks.store and o.xid = s.xid and o.row_key is null)
    group by s.xid
  )
  select count(*) into v_settled from settled;
  return v_settled;
end;
$$;

comment on function specql_cutover.settle_marks(text, bigint[]) is
  'Removes the waiting marks, or those given, and keeps one without a row for each transaction: a consistency run asks for it. Returns '
  'how many were removed.';
