-- 01141D  specql_governance.deliver_policy_rules()
-- Puts the delivered rules in, and brings them up to date. What an administrator has set stays.

create or replace function specql_governance.deliver_policy_rules(rules jsonb)
  returns void
  language plpgsql
  volatile
as $$
begin
  insert into specql_governance.tb_policy_rule (
    rule_id, slug, category, title, why, severity, request_severity, new_table_severity, enabled, priority, applies_to, needs,
    parameters, wording, suggestion, check_function, example_form, triggering_example, passing_example
  )
  select r.rule_id, r.slug, r.category, r.title, r.why, r.severity, coalesce(r.request_severity, r.severity),
    coalesce(r.new_table_severity, 'info'), coalesce(r.enabled, r.priority <> 'P3'), r.priority,
    string_to_array(r.applies_to, ' '), coalesce(r.needs, 'static'), coalesce(r.parameters, '{}'), r.wording, r.suggestion,
    r.check_function, coalesce(r.form, 'sql'), r.bad, r.good
  from jsonb_to_recordset(rules) as r (
    rule_id text, slug text, category text, title text, why text, severity text, request_severity text, new_table_severity text,
    enabled boolean, priority text, applies_to text, needs text, parameters jsonb, wording text, suggestion text,
    check_function text, form text, bad text, good text
  )
  on conflict (rule_id) do update set
    slug = excluded.slug, category = excluded.category, title = excluded.title, why = excluded.why,
    severity = excluded.severity, request_severity = excluded.request_severity,
    new_table_severity = excluded.new_table_severity, enabled = excluded.enabled, priority = excluded.priority,
    applies_to = excluded.applies_to, needs = excluded.needs, parameters = excluded.parameters, wording = excluded.wording,
    suggestion = excluded.suggestion, check_function = excluded.check_function, example_form = excluded.example_form,
    triggering_example = excluded.triggering_example, passing_example = excluded.passing_example
  where tb_policy_rule.origin = 'built-in';
end;
$$;

comment on function specql_governance.deliver_policy_rules(jsonb) is
  'Inserts or updates built-in rules; run by the seeds. A custom rule of the same id is left alone.';
