-- 0214D1  app.refusals
-- Who was told no, newest first.

create or replace view app.refusals as
select
  f.id,
  f.function_name,
  f.error_code,
  f.message,
  f.field,
  f.door,
  f.request_id,
  f.actor,
  f.principal_kind,
  coalesce(f.asked_as, f.role_name) as role_name,
  f.login_name,
  f.created_at
from specql_governance.tb_refusal as f;

comment on view app.refusals is
  E'@primaryKey id\n'
  '@orderBy created_at desc,id\n'
  'What was refused through the server and the command line. What psql was refused stands in the server log.';
comment on column app.refusals.id is E'@notNull\nPublic key.';
comment on column app.refusals.function_name is E'@notNull\nThe function that was called.';
comment on column app.refusals.error_code is E'@notNull\nWhy: a code of docs/errors.md.';
comment on column app.refusals.message is E'@notNull\nWhat was answered.';
comment on column app.refusals.field is 'The argument that it was about.';
comment on column app.refusals.door is E'@notNull\ngraphql, rest, rpc or sql.';
comment on column app.refusals.request_id is 'The request that it was about, as the caller named it.';
comment on column app.refusals.actor is E'@notNull\nWho asked.';
comment on column app.refusals.principal_kind is E'@notNull\nhuman or agent.';
comment on column app.refusals.role_name is E'@notNull\nThe role that was refused.';
comment on column app.refusals.login_name is E'@notNull\nLogin of the session.';
comment on column app.refusals.created_at is E'@notNull\nWhen.';

grant select on app.refusals to specql_reader;
