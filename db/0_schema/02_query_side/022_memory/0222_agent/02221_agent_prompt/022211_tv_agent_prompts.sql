-- 022211  app.agent_prompts
-- A version of what an agent is told.

create or replace view app.agent_prompts as
select
  r.id,
  r.pk_agent_prompt as legacy_id,
  r.org_id,
  r.agent_id,
  r.version #>> '{}' as version,
  r.prompt_text,
  r.author,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_agent_prompt as r;

comment on view app.agent_prompts is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'A version of what an agent is told.';
comment on column app.agent_prompts.id is E'@notNull\nPublic key.';
comment on column app.agent_prompts.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.agent_prompts.org_id is 'The organisation that it belongs to.';
comment on column app.agent_prompts.agent_id is 'The agent.';
comment on column app.agent_prompts.version is 'The version.';
comment on column app.agent_prompts.prompt_text is 'What it is told.';
comment on column app.agent_prompts.author is 'Who wrote it.';
comment on column app.agent_prompts.created_at is E'@notNull\nWhen it was made.';
comment on column app.agent_prompts.created_by is E'@notNull\nWho made it here.';
comment on column app.agent_prompts.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.agent_prompts to specql_reader;
