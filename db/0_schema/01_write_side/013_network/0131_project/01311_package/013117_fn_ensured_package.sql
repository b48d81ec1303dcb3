-- 013117  network.ensured_package()
-- Internal key of a package, which is added where nothing spoke of it before.

create or replace function network.ensured_package(ecosystem text, name text)
  returns bigint
  language plpgsql
  volatile
as $$
declare
  v_problem constant jsonb := network.package_problem(ecosystem, name) -> 'problem';
begin
  if v_problem is not null then
    raise exception using
      errcode = v_problem ->> 'code',
      message = v_problem ->> 'reason',
      hint = coalesce(v_problem ->> 'hint', 'A package is named by its ecosystem and its name, for example npm and react.'),
      column = v_problem ->> 'field';
  end if;
  perform network.add_packages(array[network.package_key(ecosystem)], array[network.package_key(name)]);
  return network.package_pk(ecosystem, name);
end;
$$;

comment on function network.ensured_package(text, text) is
  'Internal key of the package. SG102, SG103, SG124: its names cannot be those of a package.';
