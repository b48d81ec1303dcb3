-- 013116  network.package_problem()
-- Why two names cannot be those of a package.

create or replace function network.package_problem(ecosystem text, name text)
  returns jsonb
  language sql
  immutable
as $$
  select case
    when coalesce(ecosystem, '') = '' then network.problem('SG102', 'ecosystem', 'ecosystem is missing')
    when coalesce(name, '') = '' then network.problem('SG102', 'name', 'name is missing')
    when length(ecosystem) > 100 then network.problem('SG103', 'ecosystem', 'the ecosystem has more than 100 characters')
    when length(name) > 10000 then network.problem('SG103', 'name', 'the name has more than 10,000 characters')
    when position('/' in ecosystem) > 0 then network.problem('SG124', 'ecosystem', 'an ecosystem has no slash',
      'A slash divides ecosystem and name in the key of a package.')
    when position(' > ' in ecosystem || '/' || name) > 0 then network.problem('SG124', 'name',
      'the names of a package do not hold '' > '' between spaces', 'It divides the ends of an edge in the edge''s key.')
  end
$$;

comment on function network.package_problem(text, text) is
  'The problem of a package''s names, null where they have none: keys that legacy files make of them must stay unambiguous.';
