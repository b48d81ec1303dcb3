-- 001F53  common.constraint_message()
-- The comment of a constraint: what its violation says to a person.

create or replace function common.constraint_message(
  schema_name     text,
  table_name      text,
  constraint_name text
)
  returns text
  language sql
  stable
as $$
  select obj_description(c.oid, 'pg_constraint')
  from pg_catalog.pg_constraint as c
    join pg_catalog.pg_class as t on t.oid = c.conrelid
    join pg_catalog.pg_namespace as n on n.oid = t.relnamespace
  where n.nspname = constraint_message.schema_name
    and t.relname = constraint_message.table_name
    and c.conname = constraint_message.constraint_name;
$$;

comment on function common.constraint_message(text, text, text) is
  'The comment on a constraint, or null. Shown as the message of SG100.';

grant execute on function common.constraint_message(text, text, text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
