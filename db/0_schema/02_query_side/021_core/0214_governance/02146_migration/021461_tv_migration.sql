-- 021461  app.migrations
-- The migrations of requests, newest first.

create or replace view app.migrations as
select
  m.id,
  q.id as request_id,
  m.file_name,
  m.content_hash,
  case
    when m.direction = 'up' then 'applying'
    when m.direction = 'down' then 'rolling_back'
    when m.rolled_back_at is not null then 'rolled_back'
    when m.applied_at is not null then 'applied'
    when (m.proof ->> 'proven')::boolean then 'proven'
    else 'not_proven'
  end as state,
  m.written ->> 'up_sql' as up_sql,
  m.written ->> 'down_sql' as down_sql,
  m.proof,
  m.proven_at,
  m.proven_by,
  m.done_steps,
  m.started_at,
  m.applied_at,
  m.applied_by,
  m.rolled_back_at,
  m.rolled_back_by
from specql_governance.tb_migration as m
  join specql_governance.tb_schema_request as q on q.pk_schema_request = m.fk_schema_request;

comment on view app.migrations is
  E'@primaryKey id\n'
  '@foreignKey (request_id) references app.schema_requests (id)\n'
  '@orderBy proven_at desc,id\n'
  'How each revision of a request goes into the database, how it was proven, and how far it has come.';
comment on column app.migrations.id is E'@notNull\nPublic key.';
comment on column app.migrations.request_id is E'@notNull\nThe request.';
comment on column app.migrations.file_name is E'@notNull\nName as a file.';
comment on column app.migrations.content_hash is E'@notNull\nHash of the revision.';
comment on column app.migrations.state is
  E'@notNull\nproven, not_proven, applying, applied, rolling_back or rolled_back.';
comment on column app.migrations.up_sql is E'@notNull\nThe way there.';
comment on column app.migrations.down_sql is E'@notNull\nThe way back.';
comment on column app.migrations.proof is E'@notNull\nWhat the proof found.';
comment on column app.migrations.proven_at is E'@notNull\nWhen it was last proven.';
comment on column app.migrations.proven_by is E'@notNull\nWho had it proven.';
comment on column app.migrations.done_steps is E'@notNull\nThe steps that are done, of the direction under way or last taken.';
comment on column app.migrations.started_at is 'When its first step was taken.';
comment on column app.migrations.applied_at is 'When its last step was done.';
comment on column app.migrations.applied_by is 'Who applied it.';
comment on column app.migrations.rolled_back_at is 'When it was taken back.';
comment on column app.migrations.rolled_back_by is 'Who took it back.';

grant select on app.migrations to specql_reader;
