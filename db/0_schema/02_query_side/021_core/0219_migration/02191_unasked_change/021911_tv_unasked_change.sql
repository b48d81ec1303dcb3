-- 021911  app.unasked_changes
-- DDL that no request covered, newest first.

create or replace view app.unasked_changes as
select
  u.id,
  u.command_tag,
  u.object_type,
  u.object_name,
  u.statement,
  u.login,
  u.role_name,
  u.actor,
  u.happened_at,
  u.acknowledged_at,
  u.acknowledged_by,
  u.comment
from specql_governance.tb_unasked_change as u;

comment on view app.unasked_changes is
  E'@primaryKey id\n'
  '@orderBy happened_at desc,id\n'
  'What was changed without a request, as long as app.watch_ddl() has it recorded.';
comment on column app.unasked_changes.id is E'@notNull\nPublic key.';
comment on column app.unasked_changes.command_tag is E'@notNull\nThe command, for example ALTER TABLE.';
comment on column app.unasked_changes.object_type is E'@notNull\nKind of the object.';
comment on column app.unasked_changes.object_name is E'@notNull\nThe object, with its schema.';
comment on column app.unasked_changes.statement is 'The beginning of the statement.';
comment on column app.unasked_changes.login is E'@notNull\nLogin of the session.';
comment on column app.unasked_changes.role_name is E'@notNull\nRole in force.';
comment on column app.unasked_changes.actor is E'@notNull\nWho acted.';
comment on column app.unasked_changes.happened_at is E'@notNull\nWhen.';
comment on column app.unasked_changes.acknowledged_at is 'When somebody said that it is known.';
comment on column app.unasked_changes.acknowledged_by is 'Who said so.';
comment on column app.unasked_changes.comment is 'What was said about it.';

grant select on app.unasked_changes to specql_reader;
