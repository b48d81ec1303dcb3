-- 013444  network.github_pair_problem()
-- Why something does not say what an account contributes to.

create or replace function network.github_pair_problem(content jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(
    case when jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      then network.package_problem(content #>> '{1,0}', content #>> '{1,1}') end,
    network.problem('SG123', null, 'the row does not have the form of its table',
      'What an account contributes to is ["github:a",["npm","b"]].'))
$$;

comment on function network.github_pair_problem(jsonb) is 'The problem of its names, or that it has another form.';
