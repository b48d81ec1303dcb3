-- 011613  specql_audit.tg_tb_change__append_only()
-- The past is not rewritten, not even by the owner.

create or replace function specql_audit.tg_tb_change__append_only()
  returns trigger
  language plpgsql
as $$
begin
  raise exception using
    errcode = 'SG403',
    message = format('%s on the audit log is not allowed', lower(tg_op)),
    detail = 'The audit log is append only.',
    hint = 'Old months are archived by detaching their partition, never by changing rows.';
end;
$$;

comment on function specql_audit.tg_tb_change__append_only() is 'Before update, delete or truncate, and before an insert by hand: SG403.';

create or replace trigger tr_900_append_only
  before update or delete or truncate on specql_audit.tb_change
  for each statement execute function specql_audit.tg_tb_change__append_only();

comment on trigger tr_900_append_only on specql_audit.tb_change is 'Append only. Fires for the owner too.';

create or replace trigger tr_800_triggers_write
  before insert on specql_audit.tb_change
  for each statement when (pg_trigger_depth() = 0)
  execute function specql_audit.tg_tb_change__append_only();

comment on trigger tr_800_triggers_write on specql_audit.tb_change is
  'Only the audit trigger writes here. Fires for the owner too.';

select specql_audit.add_change_partitions(now());
