-- 01141C  specql_governance.rescoped_findings()
-- Where a table has parameters of its own, asks those rules again with them.

create or replace function specql_governance.rescoped_findings(
  findings   specql_governance.finding[],
  operations jsonb,
  change     specql_governance.change,
  facts      jsonb,
  rules      jsonb
)
  returns specql_governance.finding[]
  language plpgsql
  stable
as $$
declare
  v_findings specql_governance.finding[] := findings;
  v_again    specql_governance.finding[];
  v_own      record;
begin
  for v_own in
    select substr(t.scope, 7) as object,
      jsonb_object_agg(r.rule_id, jsonb_set(rules -> r.rule_id, '{parameters}', (rules #> array[r.rule_id, 'parameters']) || t.parameters))
        as rules
    from specql_governance.tb_policy_setting as t
      join specql_governance.tb_policy_rule as r on r.pk_policy_rule = t.fk_policy_rule
    where starts_with(t.scope, 'table:') and t.parameters is not null and rules ? r.rule_id
      and substr(t.scope, 7) in (select o.object from unnest(change.operations) as o)
    group by t.scope
  loop
    v_again := specql_governance.run_checks(operations, change, facts, v_own.rules);
    v_findings := array(
      select f from unnest(v_findings) as f where not (f.object = v_own.object and v_own.rules ? f.rule_id)
      union all
      select f from unnest(v_again) as f where f.object = v_own.object and v_own.rules ? f.rule_id
    );
  end loop;
  return v_findings;
end;
$$;

comment on function specql_governance.rescoped_findings(
  specql_governance.finding[], jsonb, specql_governance.change, jsonb, jsonb) is
  'The findings, those of a table whose parameters are set replaced by what the rules find with them.';
