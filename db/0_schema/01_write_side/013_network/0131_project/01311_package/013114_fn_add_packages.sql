-- 013114  network.add_packages()
-- Gives each of these packages a row, where it has none.

create or replace function network.add_packages(ecosystems text[], names text[])
  returns void
  language sql
  volatile
as $$
  insert into network.tb_package (ecosystem, package_name, created_by, updated_by)
  -- In one order for all sessions, so that two which add the same packages wait for each other only once.
  select distinct on (w.digest) w.ecosystem, w.package_name, a.actor, a.actor
  from (
    select u.ecosystem, u.package_name, sha256(convert_to(u.ecosystem || '/' || u.package_name, 'UTF8')) as digest
    from unnest(ecosystems, names) as u (ecosystem, package_name)
  ) as w
    -- Asked once, not once for each row.
    cross join (select common.current_actor() as actor offset 0) as a
  where not exists (select from network.tb_package as p where p.digest = w.digest)
  order by w.digest
  on conflict on constraint uq_tb_package__digest do nothing;
$$;

comment on function network.add_packages(text[], text[]) is
  'Adds the packages that are missing. Ecosystems and names are in lower case, side by side.';
