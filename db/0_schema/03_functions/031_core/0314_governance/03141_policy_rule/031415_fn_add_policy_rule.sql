-- 031415  app.add_policy_rule()
-- Adds a rule of one's own: a pattern, or a check function.

create or replace function app.add_policy_rule(rule jsonb)
  returns app.policy_rules
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_fields constant text[] := '{rule_id,slug,category,title,why,severity,request_severity,new_table_severity,enabled,applies_to,'
    'parameters,pattern,check_function,wording,suggestion,triggering_example,passing_example,triggering_input,passing_input}';
  v_field  text;
  v_check  text;
  v_params jsonb;
  v_origin text;
  v_row    app.policy_rules;
begin
  if jsonb_typeof(rule) is distinct from 'object' then
    raise exception using
      errcode = case when rule is null then 'SG102' else 'SG198' end, message = 'rule must be an object',
      hint = 'docs/operations.md shows one.', column = 'rule';
  end if;
  for v_field in select k from jsonb_object_keys(rule) as k loop
    if v_field <> all (v_fields) then
      raise exception using
        errcode = 'SG198', message = format('a rule has no field %s', quote_literal(left(v_field, 63))),
        hint = coalesce('Did you mean ' || common.closest(v_field, v_fields) || '?', 'Its fields are: ' || array_to_string(v_fields, ', ') || '.'),
        column = left(v_field, 63);
    end if;
  end loop;
  foreach v_field in array array['rule_id', 'slug', 'title', 'severity', 'wording'] loop
    if jsonb_typeof(rule -> v_field) is distinct from 'string' or btrim(rule ->> v_field) = '' then
      raise exception using
        errcode = 'SG102', message = format('%s is missing', v_field),
        hint = 'A rule has rule_id, slug, title, severity, wording, and a pattern or a check_function.', column = v_field;
    end if;
    perform common.checked_text(rule ->> v_field, v_field, 1000);
  end loop;
  if jsonb_typeof(coalesce(rule -> 'parameters', '{}')) <> 'object' or jsonb_typeof(coalesce(rule -> 'applies_to', '[]')) <> 'array' then
    raise exception using
      errcode = 'SG198', message = 'parameters must be an object, and applies_to an array',
      hint = 'For example {"parameters": {}, "applies_to": ["create", "alter"]}.', column = 'parameters';
  end if;
  if (rule ? 'pattern') = (rule ? 'check_function') then
    raise exception using
      errcode = 'SG198', message = 'a rule has either a pattern or a check_function',
      hint = 'A pattern is {"subject": "column", "field": "name", "must_match": "…"}.', column = 'pattern';
  end if;
  if rule ? 'pattern' then
    if jsonb_typeof(rule -> 'pattern') <> 'object'
      or coalesce(rule #>> '{pattern,subject}', '') <> all (array['table', 'column', 'index', 'constraint', 'operation'])
      or not rule -> 'pattern' ?| array['must_match', 'must_not_match']
      or jsonb_typeof(coalesce(rule #> '{pattern,where}', '{}')) <> 'object'
    then
      raise exception using
        errcode = 'SG198', message = 'the pattern has another form',
        hint = 'It has a subject (table, column, index, constraint, operation), a field, and must_match or must_not_match.',
        column = 'pattern';
    end if;
    v_check := 'check_pattern';
    v_params := coalesce(rule -> 'parameters', '{}') || jsonb_build_object('pattern', rule -> 'pattern');
  else
    v_check := btrim(rule ->> 'check_function');
    perform specql_governance.checked_check_function(v_check);
    v_params := coalesce(rule -> 'parameters', '{}');
  end if;
  perform specql_governance.check_patterns_compile(v_params);

  select r.origin into v_origin from specql_governance.tb_policy_rule as r where r.rule_id = rule ->> 'rule_id';
  if v_origin = 'built-in' then
    raise exception using
      errcode = 'SG315', message = format('%s is a built-in rule', rule ->> 'rule_id'),
      hint = 'Choose another id, or change it with app.set_policy_rule().', column = 'rule_id';
  end if;
  insert into specql_governance.tb_policy_rule (
    rule_id, slug, category, title, why, severity, request_severity, new_table_severity, enabled, priority, applies_to, needs,
    parameters, wording, suggestion, check_function, origin, triggering_example, passing_example, triggering_input, passing_input
  )
  values (
    rule ->> 'rule_id', rule ->> 'slug', coalesce(rule ->> 'category', 'custom'), rule ->> 'title', rule ->> 'why', rule ->> 'severity',
    coalesce(rule ->> 'request_severity', rule ->> 'severity'), coalesce(rule ->> 'new_table_severity', rule ->> 'severity'),
    coalesce((rule ->> 'enabled')::boolean, true), 'P1',
    coalesce(array(select jsonb_array_elements_text(nullif(rule -> 'applies_to', '[]'))), '{}')
      || case when jsonb_array_length(coalesce(rule -> 'applies_to', '[]')) = 0 then '{create,alter,drop,dml}'::text[] else '{}' end,
    'static', v_params, rule ->> 'wording', rule ->> 'suggestion', v_check, 'custom', rule ->> 'triggering_example',
    rule ->> 'passing_example', rule -> 'triggering_input', rule -> 'passing_input'
  )
  on conflict (rule_id) do update set
    slug = excluded.slug, category = excluded.category, title = excluded.title, why = excluded.why, severity = excluded.severity,
    request_severity = excluded.request_severity, new_table_severity = excluded.new_table_severity, enabled = excluded.enabled,
    applies_to = excluded.applies_to, parameters = excluded.parameters, wording = excluded.wording, suggestion = excluded.suggestion,
    check_function = excluded.check_function, triggering_example = excluded.triggering_example,
    passing_example = excluded.passing_example, triggering_input = excluded.triggering_input, passing_input = excluded.passing_input;

  select p.* into v_row from app.policy_rules as p where p.rule_id = rule ->> 'rule_id';
  perform specql_audit.record_decision(
    stream => 'policy', action => 'add_rule', subject_kind => 'policy_rule', subject_id => v_row.id,
    payload => jsonb_build_object('rule', rule, 'policy', specql_governance.policy_snapshot()),
    policy_version => specql_governance.policy_version());
  return v_row;
end;
$$;

comment on function app.add_policy_rule(jsonb) is
  'Adds a custom rule, or replaces one: rule_id, slug, title, severity, wording, and either pattern or check_function; further '
  'fields in docs/operations.md. SG195: the check function cannot be used. SG198: a field does not fit. SG315: a built-in rule has this id.';

grant execute on function app.add_policy_rule(jsonb) to specql_admin;
