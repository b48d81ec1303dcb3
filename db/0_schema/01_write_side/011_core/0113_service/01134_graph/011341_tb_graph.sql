-- 011341  specql_service.tb_graph
-- One row: who changes dependencies changes it first, so one at a time.

create table if not exists specql_service.tb_graph (
  pk_graph      bigint generated always as identity,
  id            uuid not null default gen_random_uuid(),
  identifier    text not null default 'services',
  edge_version  bigint not null default 0,
  created_at    timestamptz not null default clock_timestamp(),
  created_by    text not null default common.current_actor(),
  updated_at    timestamptz not null default clock_timestamp(),
  updated_by    text not null default common.current_actor(),
  constraint pk_tb_graph primary key (pk_graph),
  constraint uq_tb_graph__id unique (id),
  constraint uq_tb_graph__identifier unique (identifier),
  constraint ck_tb_graph__identifier check (identifier = 'services')
);

insert into specql_service.tb_graph default values on conflict (identifier) do nothing;

comment on table specql_service.tb_graph is
  'Two sessions that each add half of a cycle would not see each other''s half. Each statement on dependencies therefore '
  'updates this row before it begins: the second waits for the first, and where it reads an older snapshot it is told to try '
  'again. Not audited: each of its moves is a change of a dependency.';
comment on column specql_service.tb_graph.pk_graph is 'Internal key, used by joins.';
comment on column specql_service.tb_graph.id is 'Public key.';
comment on column specql_service.tb_graph.identifier is 'Name for humans; there is one graph.';
comment on column specql_service.tb_graph.edge_version is 'Rises with each statement that changes dependencies.';
comment on column specql_service.tb_graph.created_at is 'When the row was made.';
comment on column specql_service.tb_graph.created_by is 'Who made the row.';
comment on column specql_service.tb_graph.updated_at is 'When the row was last changed.';
comment on column specql_service.tb_graph.updated_by is 'Who changed the row last.';
comment on constraint pk_tb_graph on specql_service.tb_graph is 'the internal key is unique';
comment on constraint uq_tb_graph__id on specql_service.tb_graph is 'the public key is unique';
comment on constraint uq_tb_graph__identifier on specql_service.tb_graph is 'there is one graph of services';
comment on constraint ck_tb_graph__identifier on specql_service.tb_graph is 'there is one graph of services';
