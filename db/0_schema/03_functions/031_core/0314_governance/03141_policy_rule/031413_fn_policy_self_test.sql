-- 031413  app.policy_self_test()
-- Runs every rule against its two examples.

create or replace function app.policy_self_test()
  returns table (rule_id text, example text, passed boolean, detail text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- The lists are short and always alike: planning anew for each costs more than it gains.
  set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select r.rule_id, e.example,
      e.input is not null and (found.times > 0) = (e.example = 'triggering'),
      case
        when e.input is null then 'it has no example'
        when (found.times > 0) = (e.example = 'triggering') then null
        when found.times > 0 then 'the rule speaks where it should be silent'
        else 'the rule is silent where it should speak'
      end
    from specql_governance.tb_policy_rule as r
      cross join lateral (values ('triggering', r.triggering_input), ('passing', r.passing_input)) as e (example, input)
      cross join lateral (
        select count(*) as times
        from unnest(specql_governance.example_findings(r.rule_id, r.check_function, r.parameters, e.input)) as f
        where f.rule_id = r.rule_id
      ) as found
    where e.input is not null or r.origin = 'built-in'
    order by r.rule_id, e.example desc;
end;
$$;

comment on function app.policy_self_test() is
  'One row for each rule and example: the triggering one must be found, the passing one must not. Examples bring their facts with '
  'them, so this needs no data and leaves no trace; what is set about a rule here plays no part. A custom rule without examples has no rows.';

grant execute on function app.policy_self_test() to specql_reader;
