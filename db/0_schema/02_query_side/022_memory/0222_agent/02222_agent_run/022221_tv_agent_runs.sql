-- 022221  app.agent_runs
-- What an agent did once.

create or replace view app.agent_runs as
select
  r.id,
  r.pk_agent_run as legacy_id,
  r.org_id,
  r.agent_id,
  r.prompt_version #>> '{}' as prompt_version,
  r.input_summary,
  r.output_summary,
  r.kpi_name,
  r.kpi_delta,
  r.run_context,
  r.created_at,
  r.created_by,
  r.updated_at
from memory.tb_agent_run as r;

comment on view app.agent_runs is
  E'@primaryKey id\n'
  '@orderBy legacy_id\n'
  'What an agent did once.';
comment on column app.agent_runs.id is E'@notNull\nPublic key.';
comment on column app.agent_runs.legacy_id is E'@notNull\nIts number, also in a legacy file.';
comment on column app.agent_runs.org_id is 'The organisation that it belongs to.';
comment on column app.agent_runs.agent_id is 'The agent.';
comment on column app.agent_runs.prompt_version is 'The version of its prompt.';
comment on column app.agent_runs.input_summary is 'What went in.';
comment on column app.agent_runs.output_summary is 'What came out.';
comment on column app.agent_runs.kpi_name is 'What is measured.';
comment on column app.agent_runs.kpi_delta is 'By how much that changed.';
comment on column app.agent_runs.run_context is 'What else is known of it.';
comment on column app.agent_runs.created_at is E'@notNull\nWhen it was made.';
comment on column app.agent_runs.created_by is E'@notNull\nWho made it here.';
comment on column app.agent_runs.updated_at is E'@notNull\nWhen it was last changed.';

grant select on app.agent_runs to specql_reader;
