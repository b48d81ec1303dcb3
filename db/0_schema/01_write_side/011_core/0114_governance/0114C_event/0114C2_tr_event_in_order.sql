-- 0114C2  specql_governance.tg_tb_event__in_order()
-- Makes the order of the outbox the order of the commits, and wakes those who listen.

create or replace function specql_governance.tg_tb_event__in_order()
  returns trigger
  language plpgsql
as $$
begin
  if tg_when = 'BEFORE' and tg_level = 'STATEMENT' then
    -- Taken before the first row draws its number, held until the commit: a number below one that a
    -- reader has seen can then no longer appear.
    perform pg_advisory_xact_lock(hashtextextended('specql_governance.tb_event', 0));
    return null;
  end if;
  if tg_when = 'BEFORE' then
    new.actor := common.current_actor();
    new.principal_kind := common.current_principal_kind();
    new.role_name := common.current_role_name();
    new.created_by := new.actor;
    new.created_at := clock_timestamp();
    return new;
  end if;
  perform pg_notify('specql_events', new.id::text);
  return null;
end;
$$;

comment on function specql_governance.tg_tb_event__in_order() is
  'Before the statement: one writer at a time. Before each row: who acts is who acts. After each row: '
  'pg_notify(''specql_events'', id), which is sent with the commit.';

create or replace trigger tr_200_in_order
  before insert on specql_governance.tb_event
  for each statement execute function specql_governance.tg_tb_event__in_order();

create or replace trigger tr_210_stamp_actor
  before insert on specql_governance.tb_event
  for each row execute function specql_governance.tg_tb_event__in_order();

create or replace trigger tr_220_notify
  after insert on specql_governance.tb_event
  for each row execute function specql_governance.tg_tb_event__in_order();

comment on trigger tr_200_in_order on specql_governance.tb_event is 'Numbers rise in the order of commits.';
comment on trigger tr_210_stamp_actor on specql_governance.tb_event is 'Nobody writes an event in another''s name.';
comment on trigger tr_220_notify on specql_governance.tb_event is 'Wakes those who listen.';

alter table specql_governance.tb_event enable always trigger tr_200_in_order;
alter table specql_governance.tb_event enable always trigger tr_210_stamp_actor;
alter table specql_governance.tb_event enable always trigger tr_220_notify;
