-- 001F11  schemas
-- The private schemas, the shared helpers, and the one public schema, app.

create schema if not exists common;
create schema if not exists app;
create schema if not exists specql_registry;
create schema if not exists specql_pattern;
create schema if not exists specql_service;
create schema if not exists specql_governance;
create schema if not exists specql_type;
create schema if not exists specql_audit;
create schema if not exists specql_cutover;
create schema if not exists specql_monitor;
create schema if not exists memory;
create schema if not exists network;

comment on schema common is 'Shared types and helpers.';
comment on schema app is 'The public contract: plural views to read, verb-named functions to act.';
comment on schema specql_registry is 'Domains, subdomains, entities and the codes they hold.';
comment on schema specql_pattern is 'Patterns, templates and what was made from them.';
comment on schema specql_service is 'Services, their operations and dependencies.';
comment on schema specql_governance is 'Policies, schema requests, reviews, and how changes went in.';
comment on schema specql_type is 'Types, their JSON Schemas and their versions.';
comment on schema specql_audit is 'Who changed what, and when. Append only.';
comment on schema specql_cutover is 'Imports from the old stores, the stores'' phases, their mirrors and comparisons.';
comment on schema specql_monitor is 'What was called, how long it took, and what is alarming about it.';
comment on schema memory is 'Memory workspaces: entities, documents, facts, decisions, agents.';
comment on schema network is 'Packages and what they depend on, contributions, agent tasks.';

grant usage on schema common, app to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;

-- A function is open to public unless somebody says otherwise. Here it is said, once.
alter default privileges for role specql_owner revoke execute on functions from public;
