-- 011424  specql_governance.facts_without_sizes()
-- Facts for a file that will run on another, larger database than this.

create or replace function specql_governance.facts_without_sizes(facts jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
begin
  return facts || jsonb_build_object('tables', coalesce((
    select jsonb_object_agg(t.key, t.value - 'rows') from jsonb_each(facts -> 'tables') as t
  ), '{}'));
end;
$$;

comment on function specql_governance.facts_without_sizes(jsonb) is
  'The facts without row counts: every table is then taken to be large.';
