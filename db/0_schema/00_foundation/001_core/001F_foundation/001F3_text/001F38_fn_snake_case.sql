-- 001F38  common.snake_case()
-- How a name is written in a path or an identifier.

create or replace function common.snake_case(name text)
  returns text
  language sql
  immutable
  strict
  parallel safe
as $$
  select btrim(regexp_replace(
    common.name_key(regexp_replace(
      regexp_replace(name, '([a-z0-9])([A-Z])', '\1_\2', 'g'), '([A-Z])([A-Z][a-z])', '\1_\2', 'g'
    )),
    '[^[:alnum:]]+', '_', 'g'
  ), '_');
$$;

comment on function common.snake_case(text) is
  'The name in lower case with underscores: OrganizationalUnit becomes organizational_unit.';

grant execute on function common.snake_case(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
