-- 011443  specql_governance.actor_key()
-- What two actors are compared by.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function specql_governance.actor_key(actor text)
  returns text
  language plpgsql
  immutable
as $$
begin
  -- Whoever is written in another case, or with characters that nobody sees, is still the same person.
  return common.name_key(btrim(regexp_replace(
    actor, '[\u0001-\u001F\u007F-\u00A0\u00AD\u061C\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]', '', 'g'
  )));
end;
$$;

comment on function specql_governance.actor_key(text) is
  'An actor''s name without invisible characters and outer spaces, in common.name_key() form: an author who '
  'writes himself differently does not become somebody else.';
