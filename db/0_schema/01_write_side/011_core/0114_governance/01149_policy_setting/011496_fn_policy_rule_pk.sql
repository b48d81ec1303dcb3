-- 011496  specql_governance.policy_rule_pk()
-- From a rule's id or slug to its internal key.

create or replace function specql_governance.policy_rule_pk(rule_id text)
  returns bigint
  language plpgsql
  stable
as $$
declare
  v_pk bigint;
begin
  select r.pk_policy_rule into v_pk
  from specql_governance.tb_policy_rule as r
  where r.rule_id = upper(btrim(policy_rule_pk.rule_id)) or r.slug = lower(btrim(policy_rule_pk.rule_id));
  if not found then
    raise exception using
      errcode = case when coalesce(btrim(policy_rule_pk.rule_id), '') = '' then 'SG102' else 'SG215' end,
      message = case
        when coalesce(btrim(policy_rule_pk.rule_id), '') = '' then 'rule_id is missing'
        else format('there is no rule %s', quote_literal(left(policy_rule_pk.rule_id, 63)))
      end,
      hint = coalesce('Did you mean ' || common.closest(policy_rule_pk.rule_id, array(
        select r.rule_id from specql_governance.tb_policy_rule as r union all
        select r.slug from specql_governance.tb_policy_rule as r)) || '?', 'specql policy list shows them all.'),
      column = 'rule_id';
  end if;
  return v_pk;
end;
$$;

comment on function specql_governance.policy_rule_pk(text) is
  'The internal key of the rule with this id or slug. SG102: none was given. SG215: there is no such rule.';
