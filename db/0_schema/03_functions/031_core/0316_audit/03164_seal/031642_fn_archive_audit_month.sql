-- 031642  app.archive_audit_month()
-- Takes a month out of the change log without breaking the proof.

create or replace function app.archive_audit_month(month date)
  returns app.audit_ledger
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Writers wait while the month is taken out; they do not wait long for us to begin.
  set lock_timeout = '5s'
as $$
declare
  v_partition constant text := 'tb_change_' || to_char(month, 'YYYY_MM');
  v_content   record;
  v_found     record;
  v_entry     app.audit_ledger;
begin
  if month is null or date_trunc('month', month) + interval '1 month' > now() at time zone 'UTC' then
    raise exception using
      errcode = 'SG383',
      message = 'a month can be archived when it is over',
      hint = 'Name any day of a month that has passed (UTC).',
      column = 'month';
  end if;
  if not exists (
    select from pg_catalog.pg_inherits as i
    where i.inhparent = 'specql_audit.tb_change'::regclass and i.inhrelid = to_regclass('specql_audit.' || v_partition)
  ) then
    raise exception using
      errcode = 'SG211',
      message = format('the change log has no month %s', to_char(month, 'YYYY-MM')),
      hint = 'It was archived before, or lies before the first change.',
      column = 'month';
  end if;

  while specql_audit.seal_batch(20000) >= 20000 loop
    null; -- a full batch: there may be more
  end loop;
  select p.problem, p.detail into v_found from specql_audit.changes_problem(0, null) as p;
  if v_found.problem is not null then
    raise exception using
      errcode = 'SG384',
      message = 'the change log is not what was sealed',
      detail = v_found.detail,
      hint = 'app.verify_audit() says more. What is broken must not be put away as if it were whole.';
  end if;

  execute format(
    'select count(*) as changes, range_agg(int8range(c.pk_change, c.pk_change, ''[]'')) as numbers,
       encode(sha256(coalesce(string_agg(specql_audit.change_digest(c, c.pk_change), '''' order by c.pk_change), '''')), ''hex'') as hash
     from specql_audit.tb_change as c where c.tableoid = %L::regclass', 'specql_audit.' || v_partition)
  into v_content;
  if exists (
    select from specql_audit.tb_seal as s
    where s.pk_seal = (select max(l.pk_seal) from specql_audit.tb_seal as l) and s.open_numbers && v_content.numbers
  ) then
    raise exception using
      errcode = 'SG383',
      message = 'the month still has changes that no seal holds',
      hint = 'A transaction that changed something then is still open. Try again later.',
      column = 'month';
  end if;

  perform specql_audit.record_decision('changes', 'archive', 'month', null, jsonb_build_object(
    'partition', v_partition, 'changes', v_content.changes, 'numbers', coalesce(v_content.numbers, '{}')::text, 'hash', v_content.hash));
  execute format('alter table specql_audit.tb_change detach partition specql_audit.%I', v_partition);
  execute format('comment on table specql_audit.%I is %L', v_partition,
    'Archived changes of ' || to_char(month, 'YYYY-MM') || ' (UTC). Dump it, then drop it; attached again it is verified again.');

  select v.* into v_entry from app.audit_ledger as v where v.stream = 'changes' order by v.seq desc limit 1;
  return v_entry;
end;
$$;

comment on function app.archive_audit_month(date) is
  'Seals and verifies the change log, writes an entry into the ledger that closes the month, and detaches the month''s '
  'partition, which stays as a table of its own to be dumped and dropped. Its changes then count as archived, not as '
  'missing. SG211: there is no such month. SG383: it is not over, or not all sealed. SG384: the log was tampered with.';

grant execute on function app.archive_audit_month(date) to specql_admin;
