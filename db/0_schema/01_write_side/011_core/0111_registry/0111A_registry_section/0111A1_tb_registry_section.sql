-- 0111A1  specql_registry.tb_registry_section
-- The other sections of a legacy registry file.

create table if not exists specql_registry.tb_registry_section (
  pk_registry_section bigint generated always as identity,
  id                  uuid not null default gen_random_uuid(),
  section_name        text not null,
  identifier          text generated always as (section_name) stored,
  content             jsonb,
  position            integer not null,
  created_at          timestamptz not null default clock_timestamp(),
  created_by          text not null default common.current_actor(),
  updated_at          timestamptz not null default clock_timestamp(),
  updated_by          text not null default common.current_actor(),
  constraint pk_tb_registry_section primary key (pk_registry_section),
  constraint uq_tb_registry_section__id unique (id),
  constraint uq_tb_registry_section__section_name unique (section_name)
);

comment on table specql_registry.tb_registry_section is
  'A section of the legacy file that has no table of its own (version, last_updated, validation and '
  'whatever else stands there), verbatim.';
comment on column specql_registry.tb_registry_section.pk_registry_section is 'Internal key, used by joins.';
comment on column specql_registry.tb_registry_section.id is 'Public key.';
comment on column specql_registry.tb_registry_section.section_name is 'The key in the file.';
comment on column specql_registry.tb_registry_section.identifier is 'Name for humans: the key.';
comment on column specql_registry.tb_registry_section.content is 'What stands there; every scalar a text.';
comment on column specql_registry.tb_registry_section.position is 'Place in the legacy file.';
comment on column specql_registry.tb_registry_section.created_at is 'When the row was made.';
comment on column specql_registry.tb_registry_section.created_by is 'Who made the row.';
comment on column specql_registry.tb_registry_section.updated_at is 'When the row was last changed.';
comment on column specql_registry.tb_registry_section.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_registry_section on specql_registry.tb_registry_section is
  'the internal key is unique';
comment on constraint uq_tb_registry_section__id on specql_registry.tb_registry_section is
  'the public key is unique';
comment on constraint uq_tb_registry_section__section_name on specql_registry.tb_registry_section is
  'the section is already there';

select specql_audit.audit_table('specql_registry.tb_registry_section');
