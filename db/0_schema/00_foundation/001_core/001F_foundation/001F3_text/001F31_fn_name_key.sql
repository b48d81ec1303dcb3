-- 001F31  common.name_key()
-- What two names are compared by: case folded, compatibility forms composed.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function common.name_key(name text)
  returns text
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return lower(normalize(name, nfkc) collate "und-x-icu");
end;
$$;

comment on function common.name_key(text) is
  'The form in which names are compared: Unicode NFKC, then lower case by ICU''s root locale, so that the '
  'answer does not depend on the locale of the cluster. Unicode Standard Annex 15.';

grant execute on function common.name_key(text) to
  specql_reader, specql_author, specql_reviewer, specql_admin, specql_agent;
