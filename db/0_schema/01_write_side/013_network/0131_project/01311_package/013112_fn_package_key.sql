-- 013112  network.package_key()
-- What package names are compared by: lower case, and nothing else.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function network.package_key(name text)
  returns text
  language plpgsql
  immutable
  strict
  parallel safe
as $$
begin
  return lower(name collate "und-x-icu");
end;
$$;

comment on function network.package_key(text) is
  'Lower case by ICU''s root locale, as the legacy files write the ends of their edges. Not common.name_key(): that makes '
  'names equal that the registries of packages tell apart.';
