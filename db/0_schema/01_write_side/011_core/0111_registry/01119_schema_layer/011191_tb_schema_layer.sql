-- 011191  specql_registry.tb_schema_layer
-- The layers: the first two digits of a code.

create table if not exists specql_registry.tb_schema_layer (
  pk_schema_layer bigint generated always as identity,
  id              uuid not null default gen_random_uuid(),
  layer           text not null,
  identifier      text generated always as (layer) stored,
  layer_name      text not null,
  position        integer,
  legacy          jsonb,
  created_at      timestamptz not null default clock_timestamp(),
  created_by      text not null default common.current_actor(),
  updated_at      timestamptz not null default clock_timestamp(),
  updated_by      text not null default common.current_actor(),
  constraint pk_tb_schema_layer primary key (pk_schema_layer),
  constraint uq_tb_schema_layer__id unique (id),
  constraint uq_tb_schema_layer__layer unique (layer),
  constraint ck_tb_schema_layer__layer check (layer ~ '^[0-9A-F]{2}$'),
  constraint ck_tb_schema_layer__layer_name check (common.is_name(layer_name))
);

comment on table specql_registry.tb_schema_layer is 'A layer, the first two digits of a code, and its name.';
comment on column specql_registry.tb_schema_layer.pk_schema_layer is 'Internal key, used by joins.';
comment on column specql_registry.tb_schema_layer.id is 'Public key.';
comment on column specql_registry.tb_schema_layer.layer is 'Two digits.';
comment on column specql_registry.tb_schema_layer.identifier is
  'Name for humans that never changes: the digits.';
comment on column specql_registry.tb_schema_layer.layer_name is 'Name; also in the paths of a source tree.';
comment on column specql_registry.tb_schema_layer.position is 'Place in the legacy file.';
comment on column specql_registry.tb_schema_layer.legacy is
  'What the legacy file said and no column holds: unknown keys, raw texts, the key''s spelling.';
comment on column specql_registry.tb_schema_layer.created_at is 'When the row was made.';
comment on column specql_registry.tb_schema_layer.created_by is 'Who made the row.';
comment on column specql_registry.tb_schema_layer.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_schema_layer.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_schema_layer on specql_registry.tb_schema_layer is 'the internal key is unique';
comment on constraint uq_tb_schema_layer__id on specql_registry.tb_schema_layer is 'the public key is unique';
comment on constraint uq_tb_schema_layer__layer on specql_registry.tb_schema_layer is
  'the layer is already there';
comment on constraint ck_tb_schema_layer__layer on specql_registry.tb_schema_layer is
  'a layer has two digits, 0 to F';
comment on constraint ck_tb_schema_layer__layer_name on specql_registry.tb_schema_layer is
  'the layer name must be 1 to 63 visible characters';

select specql_audit.audit_table('specql_registry.tb_schema_layer');
