-- 011641  specql_audit.tb_seal
-- A batch of the change log, fixed: which changes, and a digest of each.

create table if not exists specql_audit.tb_seal (
  pk_seal        bigint generated always as identity,
  id             uuid not null default gen_random_uuid(),
  fk_ledger      bigint not null,
  identifier     text generated always as ('seal ' || pk_seal::text) stored,
  change_numbers int8multirange not null,
  open_numbers   int8multirange not null,
  highest_number bigint not null,
  read_as_of     pg_snapshot not null,
  begun_before   xid8 not null,
  system_name    text not null,
  sealed_at      timestamptz not null,
  digests        bytea not null,
  constraint pk_tb_seal primary key (pk_seal),
  constraint uq_tb_seal__id unique (id),
  constraint uq_tb_seal__fk_ledger unique (fk_ledger),
  constraint fk_tb_seal__ledger
    foreign key (fk_ledger)
    references specql_audit.tb_ledger (pk_ledger)
);

-- Numbers rise in the order of writing, so a summary of page ranges finds them, at next to no cost for the writers.
create index if not exists ix_tb_change__pk_change
  on specql_audit.tb_change using brin (pk_change) with (pages_per_range = 16);

comment on table specql_audit.tb_seal is
  'Each seal names its changes and holds a digest of each; its own hash stands in the entry of the ledger that it belongs '
  'to. Which changes are sealed is told by their numbers, not by a mark on them: sealing touches no row of the change '
  'log and waits for no writer. A number below the highest that was not visible when a seal was made (its transaction was '
  'still running) stays open, and a later seal takes it.';
comment on column specql_audit.tb_seal.pk_seal is 'Internal key, used by joins.';
comment on column specql_audit.tb_seal.id is 'Public key.';
comment on column specql_audit.tb_seal.fk_ledger is 'The entry of the ledger that fixes this seal.';
comment on column specql_audit.tb_seal.identifier is 'Name for humans.';
comment on column specql_audit.tb_seal.change_numbers is 'Numbers of the sealed changes.';
comment on column specql_audit.tb_seal.open_numbers is
  'Numbers that later seals may take: all above the highest, and those below it whose transactions may still commit.';
comment on column specql_audit.tb_seal.highest_number is 'Highest number sealed so far.';
comment on column specql_audit.tb_seal.read_as_of is
  'Changes of transactions that this snapshot sees are sealed, all of them.';
comment on column specql_audit.tb_seal.begun_before is
  'Open numbers below the highest belong to transactions before this one.';
comment on column specql_audit.tb_seal.system_name is
  'The server that the transaction numbers are of. A dump restored elsewhere starts to count anew.';
comment on column specql_audit.tb_seal.sealed_at is 'When, before the changes were read.';
comment on column specql_audit.tb_seal.digests is 'SHA-256 of each change, 32 bytes each, in the order of the numbers.';
comment on constraint pk_tb_seal on specql_audit.tb_seal is 'the internal key is unique';
comment on constraint uq_tb_seal__id on specql_audit.tb_seal is 'the public key is unique';
comment on constraint uq_tb_seal__fk_ledger on specql_audit.tb_seal is 'an entry of the ledger fixes one seal';
comment on constraint fk_tb_seal__ledger on specql_audit.tb_seal is 'the entry of the ledger must exist';
comment on index specql_audit.ix_tb_change__pk_change is 'For the changes that are not sealed yet, and those of a seal.';

create or replace trigger tr_900_append_only
  before update or delete or truncate on specql_audit.tb_seal
  for each statement execute function specql_audit.tg_tb_change__append_only();

comment on trigger tr_900_append_only on specql_audit.tb_seal is 'Append only. Fires for the owner too.';
