-- 0112E1  specql_pattern.tb_pattern_instantiation
-- What was made from a pattern or a template, and from which state of it.

create table if not exists specql_pattern.tb_pattern_instantiation (
  pk_pattern_instantiation bigint generated always as identity,
  id                       uuid not null default gen_random_uuid(),
  fk_domain_pattern        bigint,
  fk_entity_template       bigint,
  entity_name              text,
  identifier               text generated always as (coalesce(entity_name, 'unnamed')) stored,
  source_name              text not null,
  source_hash              text,
  parameters               jsonb not null default '{}',
  effective_parameters     jsonb,
  result                   jsonb,
  notes                    text[] not null default '{}',
  instantiated_at          timestamptz not null default clock_timestamp(),
  position                 integer,
  legacy                   jsonb,
  created_at               timestamptz not null default clock_timestamp(),
  created_by               text not null default common.current_actor(),
  updated_at               timestamptz not null default clock_timestamp(),
  updated_by               text not null default common.current_actor(),
  constraint pk_tb_pattern_instantiation primary key (pk_pattern_instantiation),
  constraint uq_tb_pattern_instantiation__id unique (id),
  constraint fk_tb_pattern_instantiation__domain_pattern
    foreign key (fk_domain_pattern)
    references specql_pattern.tb_domain_pattern (pk_domain_pattern),
  constraint fk_tb_pattern_instantiation__entity_template
    foreign key (fk_entity_template)
    references specql_pattern.tb_entity_template (pk_entity_template),
  constraint ck_tb_pattern_instantiation__source
    check (num_nonnulls(fk_domain_pattern, fk_entity_template) >= 1)
);

create index if not exists ix_tb_pattern_instantiation__fk_domain_pattern
  on specql_pattern.tb_pattern_instantiation (fk_domain_pattern);
create index if not exists ix_tb_pattern_instantiation__fk_entity_template
  on specql_pattern.tb_pattern_instantiation (fk_entity_template);
create index if not exists ix_tb_pattern_instantiation__instantiated_at
  on specql_pattern.tb_pattern_instantiation (instantiated_at desc);

comment on table specql_pattern.tb_pattern_instantiation is
  'One use of a domain pattern or an entity template: what it was, its hash, the parameters, the '
  'result. Never changed afterwards but by a re-import.';
comment on column specql_pattern.tb_pattern_instantiation.pk_pattern_instantiation is
  'Internal key, used by joins.';
comment on column specql_pattern.tb_pattern_instantiation.id is 'Public key.';
comment on column specql_pattern.tb_pattern_instantiation.fk_domain_pattern is
  'The domain pattern.';
comment on column specql_pattern.tb_pattern_instantiation.fk_entity_template is
  'The entity template.';
comment on column specql_pattern.tb_pattern_instantiation.entity_name is
  'The entity that it was made for.';
comment on column specql_pattern.tb_pattern_instantiation.identifier is
  'Name for humans: the entity.';
comment on column specql_pattern.tb_pattern_instantiation.source_name is
  'Name of pattern or template when it was used.';
comment on column specql_pattern.tb_pattern_instantiation.source_hash is
  'sha256 over its parameters and implementation when it was used; unknown for legacy rows.';
comment on column specql_pattern.tb_pattern_instantiation.parameters is
  'The parameters as they were given.';
comment on column specql_pattern.tb_pattern_instantiation.effective_parameters is
  'The parameters with defaults applied.';
comment on column specql_pattern.tb_pattern_instantiation.result is
  'What came of it; unknown for legacy rows.';
comment on column specql_pattern.tb_pattern_instantiation.notes is
  'What should be known: a deprecated pattern, a parameter that nothing uses.';
comment on column specql_pattern.tb_pattern_instantiation.instantiated_at is 'When it was used.';
comment on column specql_pattern.tb_pattern_instantiation.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_pattern_instantiation.legacy is
  'What the legacy file said: the key of its row, and the row itself.';
comment on column specql_pattern.tb_pattern_instantiation.created_at is 'When the row was made.';
comment on column specql_pattern.tb_pattern_instantiation.created_by is 'Who made the row.';
comment on column specql_pattern.tb_pattern_instantiation.updated_at is
  'When the row was last changed.';
comment on column specql_pattern.tb_pattern_instantiation.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pattern_instantiation on specql_pattern.tb_pattern_instantiation is
  'the internal key is unique';
comment on constraint uq_tb_pattern_instantiation__id on specql_pattern.tb_pattern_instantiation is
  'the public key is unique';
comment on constraint fk_tb_pattern_instantiation__domain_pattern on specql_pattern.tb_pattern_instantiation is
  'the domain pattern must exist';
comment on constraint fk_tb_pattern_instantiation__entity_template on specql_pattern.tb_pattern_instantiation is
  'the entity template must exist';
comment on constraint ck_tb_pattern_instantiation__source on specql_pattern.tb_pattern_instantiation is
  'an instantiation is of a domain pattern or an entity template';
comment on index specql_pattern.ix_tb_pattern_instantiation__fk_domain_pattern is
  'For the uses of a domain pattern.';
comment on index specql_pattern.ix_tb_pattern_instantiation__fk_entity_template is
  'For the uses of a template.';
comment on index specql_pattern.ix_tb_pattern_instantiation__instantiated_at is 'Newest first.';

select specql_audit.audit_table('specql_pattern.tb_pattern_instantiation');
