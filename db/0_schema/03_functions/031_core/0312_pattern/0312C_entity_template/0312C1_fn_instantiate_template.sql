-- 0312C1  app.instantiate_template()
-- Makes a draft schema request from an entity template.

create or replace function app.instantiate_template(template_name text, parameters jsonb default '{}')
  returns app.schema_requests
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
  -- Compiling the plan takes a hundred times as long as running it.
  set jit = off
as $$
declare
  v_pk    constant bigint := specql_pattern.found_entity_template(template_name);
  v_made  record;
  v_draft app.schema_requests;
begin
  -- The count's lock keeps the template as it is until its use is written.
  update specql_pattern.tb_entity_template as t set usage_count = t.usage_count + 1 where t.pk_entity_template = v_pk;
  select r.*
  into v_made
  from specql_pattern.template_request(template => v_pk, parameters => instantiate_template.parameters) as r;
  v_draft := specql_governance.add_draft(v_made.request || jsonb_build_object(
    'source', jsonb_build_object('kind', 'template', 'name', (
      select t.template_name from specql_pattern.tb_entity_template as t where t.pk_entity_template = v_pk
    ))
  ));

  update specql_pattern.tb_domain_pattern as p
  set usage_count = p.usage_count + 1
  where p.pattern_name in (select u.value ->> 'pattern' from jsonb_array_elements(v_made.parts) as u);
  insert into specql_pattern.tb_pattern_instantiation
    (fk_domain_pattern, fk_entity_template, entity_name, source_name, source_hash, parameters, effective_parameters, result, notes)
  select
    p.pk_domain_pattern, null, v_made.effective ->> 'entity', p.pattern_name, u.value ->> 'hash', u.value -> 'parameters',
    u.value -> 'parameters', u.value -> 'result', array(select jsonb_array_elements_text(u.value -> 'notes'))
  from jsonb_array_elements(v_made.parts) with ordinality as u (value, position)
    join specql_pattern.tb_domain_pattern as p on p.pattern_name = u.value ->> 'pattern'
  union all
  select
    null, t.pk_entity_template, v_made.effective ->> 'entity', t.template_name,
    encode(sha256(convert_to(jsonb_build_array(t.default_fields, t.default_patterns, t.configuration_options)::text, 'UTF8')), 'hex'),
    coalesce(instantiate_template.parameters, '{}'), v_made.effective,
    v_made.request || jsonb_build_object('request_id', v_draft.id), v_made.notes
  from specql_pattern.tb_entity_template as t
  where t.pk_entity_template = v_pk;
  return v_draft;
end;
$$;

comment on function app.instantiate_template(text, jsonb) is
  'Makes a draft from the template''s fields, the fields of its patterns, and the parameters {entity, table_name, schema, '
  'owner, domain, subdomain, custom_fields, leave_out, patterns, custom_config, justification, related_issue}. Submit it '
  'with app.submit_schema_request({"draft_id": …}). What a person should look at stands in the notes of its use and of its '
  'metadata. SG170 to SG175: parameters, a pattern or a field is at fault. SG276: no such template.';

grant execute on function app.instantiate_template(text, jsonb) to specql_author, specql_agent;
