-- 011416  specql_governance.effective_rules()
-- The rules as they hold in a place: what was delivered, and what was set since.

create or replace function specql_governance.effective_rules(scopes text[] default array['all'])
  returns table (
    rule_id            text,
    check_function     text,
    applies_to         text[],
    enabled            boolean,
    severity           text,
    request_severity   text,
    new_table_severity text,
    parameters         jsonb
  )
  language sql
  stable
as $$
  select r.rule_id, r.check_function, r.applies_to,
    coalesce(s.enabled, r.enabled),
    coalesce(s.severity, r.severity),
    coalesce(s.severity, r.request_severity),
    coalesce(s.severity, r.new_table_severity),
    -- Nearly always nothing was set, and joining nothing costs as much as joining something.
    case when s.parameters is null then r.parameters else r.parameters || s.parameters end
  from specql_governance.tb_policy_rule as r
    left join (
      -- The narrowest scope that says something about it.
      select t.fk_policy_rule,
        (array_agg(t.enabled order by array_position(scopes, t.scope) desc) filter (where t.enabled is not null))[1] as enabled,
        (array_agg(t.severity order by array_position(scopes, t.scope) desc) filter (where t.severity is not null))[1] as severity,
        (array_agg(t.parameters order by array_position(scopes, t.scope) desc) filter (where t.parameters is not null))[1] as parameters
      from specql_governance.tb_policy_setting as t
      where t.scope = any (scopes)
      group by t.fk_policy_rule
    ) as s on s.fk_policy_rule = r.pk_policy_rule;
$$;

comment on function specql_governance.effective_rules(text[]) is
  'Every rule with the settings of these scopes, the narrowest last; a severity that is set counts in files, requests and for new tables.';
