-- 01343E  network.edge_problem()
-- Why something is no edge.

create or replace function network.edge_problem(content jsonb)
  returns jsonb
  language sql
  immutable
as $$
  select coalesce(
    case when jsonb_typeof(content #> '{0,0}') = 'string' and jsonb_typeof(content #> '{0,1}') = 'string'
      then network.package_problem(content #>> '{0,0}', content #>> '{0,1}') end,
    case when jsonb_typeof(content #> '{1,0}') = 'string' and jsonb_typeof(content #> '{1,1}') = 'string'
      then network.package_problem(content #>> '{1,0}', content #>> '{1,1}') end,
    network.problem('SG123', null, 'the row does not have the form of its table',
      'An edge is [["npm","a"],["npm","b"]]; what an account contributes to is ["github:a",["npm","b"]].'))
$$;

comment on function network.edge_problem(jsonb) is 'The problem of its names, or that it does not have the form of an edge.';
