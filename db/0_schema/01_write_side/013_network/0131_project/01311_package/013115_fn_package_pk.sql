-- 013115  network.package_pk()
-- Internal key of a package that somebody names.

create or replace function network.package_pk(ecosystem text, name text)
  returns bigint
  language sql
  stable
as $$
  select p.pk_package
  from network.tb_package as p
  where p.digest = network.digest(network.package_key(ecosystem) || '/' || network.package_key(name));
$$;

comment on function network.package_pk(text, text) is
  'Internal key of the package with these names, whatever their case; null where nothing speaks of it.';
