-- 031412  app.lint_statements()
-- Holds the statements of a SQL file against the rules.

create or replace function app.lint_statements(parse_tree jsonb)
  returns setof app.policy_violations
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
  -- The lists are short and always alike: planning anew for each costs more than it gains.
  set plan_cache_mode = force_generic_plan
as $$
declare
  v_operations jsonb;
  v_allowed    jsonb;
  v_options    constant jsonb := coalesce(nullif(parse_tree -> 'options', 'null'), '{}');
  v_context    jsonb;
begin
  if jsonb_typeof(parse_tree) is distinct from 'object'
    or jsonb_typeof(coalesce(parse_tree -> 'stmts', '[]')) <> 'array' or jsonb_typeof(v_options) <> 'object'
    or not parse_tree ?| array['stmts', 'error']
  then
    raise exception using
      errcode = case when parse_tree is null then 'SG102' else 'SG196' end,
      message = 'parse_tree must be the parse tree of a SQL file',
      detail = format('It is %s.', coalesce(jsonb_typeof(parse_tree), 'null')),
      hint = 'Parse the file with libpg-query: {"stmts": [{"stmt": {…}, "stmt_location": 0}]}. specql policy lint does it.',
      column = 'parse_tree';
  end if;
  if parse_tree ? 'error' then
    v_context := jsonb_build_object('facts', jsonb_build_object('syntax', parse_tree -> 'error'), 'only_facts', true);
    return query
      select v.rule_id, v.severity, v.path, v.message, v.suggestion, 1, (parse_tree #>> '{error,offset}')::integer, v.waived
      from specql_governance.check_operations('[{"op": "not_understood", "node": "syntax"}]', v_context) as v
      where v.rule_id <> 'NUN01';
    return;
  end if;
  v_operations := specql_governance.operations_of_parse_tree(parse_tree);
  v_allowed := specql_governance.allowed_in_comments(parse_tree);
  v_context := jsonb_build_object(
    'profile', 'lint',
    'wrapped', coalesce(v_options -> 'wrapped', 'false'),
    'domain', v_options -> 'domain',
    'subdomain', v_options -> 'subdomain',
    'ignore_sizes', coalesce(v_options -> 'ignore_sizes', 'false'),
    'allowed', (select coalesce(jsonb_agg(a.value), '[]') from jsonb_array_elements(v_allowed) as a (value) where a.value ? 'reason'
      and a.value ->> 'reason' is not null)
  );
  return query select v.* from specql_governance.check_operations(v_operations, v_context) as v;
  -- A comment that asks for an exception and gives no reason gets none.
  return query
    select v.rule_id, v.severity, null::text, v.message, v.suggestion, (a.value ->> 'statement')::integer, (a.value ->> 'offset')::integer, null::text
    from jsonb_array_elements(v_allowed) as a (value)
      cross join lateral specql_governance.check_operations('[{"op": "select"}]', jsonb_build_object('only_facts', true, 'facts',
        jsonb_build_object('request', jsonb_build_object('waiver', jsonb_build_object('rule', a.value ->> 'problem'))))) as v
    where a.value ->> 'problem' is not null and v.rule_id = 'GOV12';
end;
$$;

comment on function app.lint_statements(jsonb) is
  'What in the statements of a parse tree (libpg-query) breaks a rule. Beside stmts it may hold comments ([{text, offset}], for '
  'exceptions), options (wrapped, ignore_sizes, domain, subdomain) and, where the file does not parse, error ({message, offset}). '
  'SG196: it is no parse tree.';

grant execute on function app.lint_statements(jsonb) to specql_reader;
