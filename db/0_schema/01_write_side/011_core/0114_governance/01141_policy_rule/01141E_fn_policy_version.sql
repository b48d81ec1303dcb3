-- 01141E  specql_governance.policy_version()
-- The number of the rule set's present state.

create or replace function specql_governance.policy_version()
  returns bigint
  language sql
  stable
as $$
  select greatest(
    (select max(r.policy_version) from specql_governance.tb_policy_rule as r),
    (select max(s.policy_version) from specql_governance.tb_policy_setting as s),
    (select max(w.policy_version) from specql_governance.tb_policy_waiver as w),
    0
  );
$$;

comment on function specql_governance.policy_version() is
  'Grows with every change of a rule, a setting or a waiver. Together with the hash of policy_snapshot() it names a rule set.';
