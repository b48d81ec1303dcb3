-- 0112D1  specql_pattern.tb_pattern_dependency
-- What a building block or a template needs, suggests or excludes.

create table if not exists specql_pattern.tb_pattern_dependency (
  pk_pattern_dependency       bigint generated always as identity,
  id                          uuid not null default gen_random_uuid(),
  fk_universal_pattern        bigint,
  fk_entity_template          bigint,
  fk_needed_universal_pattern bigint,
  fk_needed_entity_template   bigint,
  fk_needed_domain_pattern    bigint,
  dependency_type             text not null,
  identifier                  text generated always as (dependency_type) stored,
  position                    integer,
  legacy                      jsonb,
  created_at                  timestamptz not null default clock_timestamp(),
  created_by                  text not null default common.current_actor(),
  updated_at                  timestamptz not null default clock_timestamp(),
  updated_by                  text not null default common.current_actor(),
  constraint pk_tb_pattern_dependency primary key (pk_pattern_dependency),
  constraint uq_tb_pattern_dependency__id unique (id),
  constraint fk_tb_pattern_dependency__universal_pattern
    foreign key (fk_universal_pattern)
    references specql_pattern.tb_universal_pattern (pk_universal_pattern),
  constraint fk_tb_pattern_dependency__entity_template
    foreign key (fk_entity_template)
    references specql_pattern.tb_entity_template (pk_entity_template),
  constraint fk_tb_pattern_dependency__needed_universal_pattern
    foreign key (fk_needed_universal_pattern)
    references specql_pattern.tb_universal_pattern (pk_universal_pattern),
  constraint fk_tb_pattern_dependency__needed_entity_template
    foreign key (fk_needed_entity_template)
    references specql_pattern.tb_entity_template (pk_entity_template),
  constraint fk_tb_pattern_dependency__needed_domain_pattern
    foreign key (fk_needed_domain_pattern)
    references specql_pattern.tb_domain_pattern (pk_domain_pattern),
  constraint ck_tb_pattern_dependency__sides
    check (
      num_nonnulls(fk_universal_pattern, fk_entity_template) = 1
      and num_nonnulls(fk_needed_universal_pattern, fk_needed_entity_template, fk_needed_domain_pattern) = 1
    ),
  constraint ck_tb_pattern_dependency__kinds
    check ((fk_universal_pattern is null) = (fk_needed_universal_pattern is null)),
  constraint ck_tb_pattern_dependency__dependency_type
    check (dependency_type in ('requires', 'suggests', 'conflicts_with'))
);

create unique index if not exists uq_tb_pattern_dependency__universal_pattern
  on specql_pattern.tb_pattern_dependency (fk_universal_pattern, fk_needed_universal_pattern);
create index if not exists ix_tb_pattern_dependency__fk_entity_template
  on specql_pattern.tb_pattern_dependency (fk_entity_template);
create index if not exists ix_tb_pattern_dependency__fk_needed_universal_pattern
  on specql_pattern.tb_pattern_dependency (fk_needed_universal_pattern);
create index if not exists ix_tb_pattern_dependency__fk_needed_entity_template
  on specql_pattern.tb_pattern_dependency (fk_needed_entity_template);
create index if not exists ix_tb_pattern_dependency__fk_needed_domain_pattern
  on specql_pattern.tb_pattern_dependency (fk_needed_domain_pattern);

comment on table specql_pattern.tb_pattern_dependency is
  'A dependency: of a universal pattern on another, or of an entity template on a template or a '
  'domain pattern.';
comment on column specql_pattern.tb_pattern_dependency.pk_pattern_dependency is
  'Internal key, used by joins.';
comment on column specql_pattern.tb_pattern_dependency.id is 'Public key.';
comment on column specql_pattern.tb_pattern_dependency.fk_universal_pattern is
  'The universal pattern that depends.';
comment on column specql_pattern.tb_pattern_dependency.fk_entity_template is
  'The entity template that depends.';
comment on column specql_pattern.tb_pattern_dependency.fk_needed_universal_pattern is
  'The universal pattern that is meant.';
comment on column specql_pattern.tb_pattern_dependency.fk_needed_entity_template is
  'The entity template that is meant.';
comment on column specql_pattern.tb_pattern_dependency.fk_needed_domain_pattern is
  'The domain pattern that is meant.';
comment on column specql_pattern.tb_pattern_dependency.dependency_type is
  'requires, suggests or conflicts_with.';
comment on column specql_pattern.tb_pattern_dependency.identifier is 'Name for humans: the type.';
comment on column specql_pattern.tb_pattern_dependency.position is 'Place in the legacy file.';
comment on column specql_pattern.tb_pattern_dependency.legacy is
  'What the legacy file said: the key of its row, and the row itself.';
comment on column specql_pattern.tb_pattern_dependency.created_at is 'When the row was made.';
comment on column specql_pattern.tb_pattern_dependency.created_by is 'Who made the row.';
comment on column specql_pattern.tb_pattern_dependency.updated_at is
  'When the row was last changed.';
comment on column specql_pattern.tb_pattern_dependency.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_pattern_dependency on specql_pattern.tb_pattern_dependency is
  'the internal key is unique';
comment on constraint uq_tb_pattern_dependency__id on specql_pattern.tb_pattern_dependency is
  'the public key is unique';
comment on constraint fk_tb_pattern_dependency__universal_pattern on specql_pattern.tb_pattern_dependency is
  'the universal pattern must exist';
comment on constraint fk_tb_pattern_dependency__entity_template on specql_pattern.tb_pattern_dependency is
  'the entity template must exist';
comment on constraint fk_tb_pattern_dependency__needed_universal_pattern on specql_pattern.tb_pattern_dependency is
  'the universal pattern that is meant must exist';
comment on constraint fk_tb_pattern_dependency__needed_entity_template on specql_pattern.tb_pattern_dependency is
  'the entity template that is meant must exist';
comment on constraint fk_tb_pattern_dependency__needed_domain_pattern on specql_pattern.tb_pattern_dependency is
  'the domain pattern that is meant must exist';
comment on constraint ck_tb_pattern_dependency__sides on specql_pattern.tb_pattern_dependency is
  'a dependency goes from one thing to one other';
comment on constraint ck_tb_pattern_dependency__kinds on specql_pattern.tb_pattern_dependency is
  'universal patterns depend on universal patterns only, and templates never do';
comment on constraint ck_tb_pattern_dependency__dependency_type on specql_pattern.tb_pattern_dependency is
  'the type must be requires, suggests or conflicts_with';
comment on index specql_pattern.uq_tb_pattern_dependency__universal_pattern is
  'A universal pattern names another once.';
comment on index specql_pattern.ix_tb_pattern_dependency__fk_entity_template is
  'For what a template depends on.';
comment on index specql_pattern.ix_tb_pattern_dependency__fk_needed_universal_pattern is
  'For what depends on a universal pattern.';
comment on index specql_pattern.ix_tb_pattern_dependency__fk_needed_entity_template is
  'For what depends on a template.';
comment on index specql_pattern.ix_tb_pattern_dependency__fk_needed_domain_pattern is
  'For what depends on a domain pattern.';

select specql_audit.audit_table('specql_pattern.tb_pattern_dependency');
