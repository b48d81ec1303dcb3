-- 012421  memory.tb_source_shape
-- The columns that a table of a memory file has: two shapes of the product are known, and files have others.

create table if not exists memory.tb_source_shape (
  pk_source_shape bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  source_table    text not null,
  cells           text[] not null,
  identifier      text generated always as (source_table || ' ' || pk_source_shape::text) stored,
  absent          text[] not null default '{}',
  unknown         jsonb,
  is_current      boolean not null default false,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_source_shape primary key (pk_source_shape),
  constraint uq_tb_source_shape__id unique (id),
  constraint uq_tb_source_shape__cells unique (source_table, cells)
);

create unique index if not exists uq_tb_source_shape__is_current
  on memory.tb_source_shape (source_table) where is_current;

comment on table memory.tb_source_shape is
  'Which cells the rows of a legacy table have. A row keeps the shape that it came in; one that is made here has the current one.';
comment on column memory.tb_source_shape.pk_source_shape is 'Internal key; rows name it as their shape.';
comment on column memory.tb_source_shape.id is 'Public key.';
comment on column memory.tb_source_shape.source_table is 'Table of the file.';
comment on column memory.tb_source_shape.cells is 'Its columns, in alphabetical order.';
comment on column memory.tb_source_shape.identifier is 'Name for humans.';
comment on column memory.tb_source_shape.absent is 'Cells of other shapes, which this one has not.';
comment on column memory.tb_source_shape.unknown is 'Cells that no column holds, as null: what a row made here has in them.';
comment on column memory.tb_source_shape.is_current is 'Whether the last file that was imported has it.';
comment on column memory.tb_source_shape.created_at is 'When the row was made.';
comment on column memory.tb_source_shape.created_by is 'Who made the row.';
comment on column memory.tb_source_shape.updated_at is 'When the row was last changed.';
comment on column memory.tb_source_shape.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_source_shape on memory.tb_source_shape is 'the internal key is unique';
comment on constraint uq_tb_source_shape__id on memory.tb_source_shape is 'the public key is unique';
comment on constraint uq_tb_source_shape__cells on memory.tb_source_shape is 'a shape is kept once';
comment on index memory.uq_tb_source_shape__is_current is 'One shape of a table is the current one.';

select specql_audit.audit_table('memory.tb_source_shape');
