-- 011493  specql_governance.deliver_policy_examples()
-- Puts the examples in the form in which the self test reads them.

create or replace function specql_governance.deliver_policy_examples(examples jsonb)
  returns void
  language plpgsql
  volatile
as $$
begin
  update specql_governance.tb_policy_rule as r
  set triggering_input = e.value -> 0, passing_input = e.value -> 1
  from jsonb_each(examples) as e
  where r.rule_id = e.key and r.origin = 'built-in';
end;
$$;

comment on function specql_governance.deliver_policy_examples(jsonb) is
  'Sets the inputs of built-in rules from {rule_id: [triggering, passing]}; run by the seeds, which scripts/policy-examples.ts writes.';
