-- 031641  app.seal_audit()
-- Seals what the change log holds and no seal does.

create or replace function app.seal_audit(changes_per_seal integer default 20000)
  returns setof app.audit_seals
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_before bigint;
begin
  if changes_per_seal is null or changes_per_seal not between 1 and 1000000 then
    raise exception using
      errcode = 'SG101',
      message = 'changes_per_seal must be a number from 1 to 1000000',
      column = 'changes_per_seal';
  end if;
  -- Taken here already, so that the seals of this call are those after this look.
  perform pg_advisory_xact_lock(hashtextextended('specql_audit.seal', 0));
  select coalesce(max(l.seq), 0) into v_before from specql_audit.tb_ledger as l where l.stream = 'changes';

  while specql_audit.seal_batch(changes_per_seal) >= changes_per_seal loop
    null; -- a full batch: there may be more
  end loop;

  return query
  select s.* from app.audit_seals as s where s.seq > v_before order by s.seq;
end;
$$;

comment on function app.seal_audit(integer) is
  'Seals the changes that are committed and not sealed yet, and returns the seals that it made: none where there was '
  'nothing to do. A change whose transaction is still running is left for the next call. Writers do not wait for it; a '
  'second sealer waits for the first. Call it from time to time: until then a change is guarded by rights and triggers only.';

grant execute on function app.seal_audit(integer) to specql_admin;
