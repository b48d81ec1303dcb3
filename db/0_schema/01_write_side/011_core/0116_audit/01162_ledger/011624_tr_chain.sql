-- 011624  specql_audit.tg_tb_ledger__chain()
-- Gives an entry its place: the next number of its stream, and the hash of the entry before it.

create or replace function specql_audit.tg_tb_ledger__chain()
  returns trigger
  language plpgsql
as $$
declare
  v_head record;
begin
  -- The lock on the head is what serialises: two writers never follow the same entry. It is held to the
  -- end of the transaction, and a rollback takes back the entry and the head's move together.
  select h.seq, h.head_hash
  into v_head
  from specql_audit.tb_ledger_head as h
  where h.stream = new.stream
  for update;

  if not found then
    insert into specql_audit.tb_ledger_head (stream, seq, head_hash)
    values (new.stream, 0, specql_audit.genesis_hash(new.stream))
    on conflict do nothing;
    select h.seq, h.head_hash
    into strict v_head
    from specql_audit.tb_ledger_head as h
    where h.stream = new.stream
    for update;
  end if;

  -- Nothing of this is the inserter's to say. The clock is read after the lock: it never runs backwards
  -- along the chain, as the start of a transaction would.
  new.id := gen_random_uuid();
  new.seq := v_head.seq + 1;
  new.format_version := 1;
  new.recorded_at := clock_timestamp();
  new.transaction_id := pg_current_xact_id();
  new.actor := common.current_actor();
  new.principal_kind := common.current_principal_kind();
  new.role_name := common.current_role_name();
  new.login_name := session_user;
  new.previous_hash := v_head.head_hash;
  new.entry_hash := specql_audit.ledger_hash(new, new.seq, new.previous_hash);

  update specql_audit.tb_ledger_head as h
  set seq = new.seq, head_hash = new.entry_hash, updated_at = new.recorded_at, updated_by = new.actor
  where h.stream = new.stream;
  return new;
end;
$$;

comment on function specql_audit.tg_tb_ledger__chain() is
  'Before insert: locks the head of the stream, sets number, time, author and hashes, and moves the head.';

create or replace trigger tr_100_chain
  before insert on specql_audit.tb_ledger
  for each row execute function specql_audit.tg_tb_ledger__chain();

comment on trigger tr_100_chain on specql_audit.tb_ledger is
  'Gives each entry its place in the chain. Fires for the owner too.';
