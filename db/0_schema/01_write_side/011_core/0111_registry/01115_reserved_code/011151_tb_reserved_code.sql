-- 011151  specql_registry.tb_reserved_code
-- Codes that allocation leaves alone.

create table if not exists specql_registry.tb_reserved_code (
  pk_reserved_code bigint generated always as identity,
  id               uuid not null default gen_random_uuid(),
  code             text not null,
  identifier       text generated always as (code) stored,
  reason           text,
  position         integer,
  legacy           jsonb,
  created_at       timestamptz not null default clock_timestamp(),
  created_by       text not null default common.current_actor(),
  updated_at       timestamptz not null default clock_timestamp(),
  updated_by       text not null default common.current_actor(),
  constraint pk_tb_reserved_code primary key (pk_reserved_code),
  constraint uq_tb_reserved_code__id unique (id),
  constraint uq_tb_reserved_code__code unique (code),
  constraint ck_tb_reserved_code__code check (code ~ '^[0-9A-F]{6}$'),
  constraint ck_tb_reserved_code__reason check (length(reason) <= 10000)
);

comment on table specql_registry.tb_reserved_code is 'A code that is not given out, and why.';
comment on column specql_registry.tb_reserved_code.pk_reserved_code is 'Internal key, used by joins.';
comment on column specql_registry.tb_reserved_code.id is 'Public key.';
comment on column specql_registry.tb_reserved_code.code is 'Six digits, 0 to F, upper case.';
comment on column specql_registry.tb_reserved_code.identifier is 'Name for humans: the code.';
comment on column specql_registry.tb_reserved_code.reason is 'Why it is reserved.';
comment on column specql_registry.tb_reserved_code.position is 'Place in the legacy file''s list.';
comment on column specql_registry.tb_reserved_code.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_reserved_code.created_at is 'When the row was made.';
comment on column specql_registry.tb_reserved_code.created_by is 'Who made the row.';
comment on column specql_registry.tb_reserved_code.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_reserved_code.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_reserved_code on specql_registry.tb_reserved_code is 'the internal key is unique';
comment on constraint uq_tb_reserved_code__id on specql_registry.tb_reserved_code is
  'the public key is unique';
comment on constraint uq_tb_reserved_code__code on specql_registry.tb_reserved_code is
  'the code is already reserved';
comment on constraint ck_tb_reserved_code__code on specql_registry.tb_reserved_code is
  'a code has six digits, 0 to F';
comment on constraint ck_tb_reserved_code__reason on specql_registry.tb_reserved_code is
  'the reason must have at most 10000 characters';

select specql_audit.audit_table('specql_registry.tb_reserved_code');

create or replace trigger tr_100_rows_stay
  before delete or truncate on specql_registry.tb_reserved_code
  for each statement execute function common.tg__refuse_removal();

comment on trigger tr_100_rows_stay on specql_registry.tb_reserved_code is
  'A code that was given out stays given.';
