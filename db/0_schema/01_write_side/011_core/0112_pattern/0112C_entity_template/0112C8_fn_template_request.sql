-- 0112C8  specql_pattern.template_request()
-- The schema request that a template gives for some parameters.

create or replace function specql_pattern.template_request(
  template bigint, parameters jsonb, out effective jsonb, out parts jsonb, out request jsonb, out notes text[]
)
  language plpgsql
  stable
as $$
declare
  v_template record;
  v_entity   text;
  v_table    text;
  v_schema   text;
  v_patterns jsonb;
  v_tried    record;
  v_columns  record;
begin
  select t.* into v_template from specql_pattern.tb_entity_template as t where t.pk_entity_template = template;
  effective := specql_pattern.effective_parameters(
    v_template.template_name, specql_pattern.template_schema(v_template.configuration_options), template_request.parameters);
  v_entity := coalesce(effective ->> 'entity', replace(initcap(replace(v_template.template_name, '_', ' ')), ' ', ''));
  v_schema := coalesce(effective ->> 'schema', 'public');
  v_table := coalesce(effective ->> 'table_name', common.snake_case(v_entity));
  effective := effective || jsonb_build_object('entity', v_entity);

  -- Patterns by name; those of the parameters come over those of the template, null leaves one out.
  select coalesce(jsonb_object_agg(p.name, p.parameters order by p.rank), '{}')
  into v_patterns
  from (
    select 1 as rank, d.key as name, case jsonb_typeof(d.value) when 'object' then d.value else '{}' end as parameters
    from jsonb_each(case jsonb_typeof(v_template.default_patterns) when 'object' then v_template.default_patterns else '{}' end) as d
    union all
    select 1, coalesce(e.value ->> 'pattern', e.value ->> 'name', e.value #>> '{}'),
      case jsonb_typeof(e.value -> 'parameters') when 'object' then e.value -> 'parameters' else '{}' end
    from jsonb_array_elements(case jsonb_typeof(v_template.default_patterns) when 'array' then v_template.default_patterns else '[]' end) as e
    union all
    select 2, d.key, d.value from jsonb_each(coalesce(effective -> 'patterns', '{}')) as d
  ) as p;
  v_patterns := jsonb_strip_nulls(v_patterns);
  select t.parts, t.notes
  into v_tried
  from specql_pattern.template_parts(
    patterns => v_patterns, given => coalesce(effective -> 'patterns', '{}'), entity => v_entity) as t;
  parts := v_tried.parts;

  select c.columns, c.notes
  into v_columns
  from specql_pattern.template_columns(
    fields => specql_pattern.ordered_fields(
      default_fields => v_template.default_fields, as_written => v_template.legacy #>> '{entry,default_fields}',
      custom_fields => effective -> 'custom_fields', leave_out => effective -> 'leave_out'
    ),
    parts => parts, target_schema => v_schema
  ) as c;
  select v_tried.notes || v_columns.notes || coalesce(array_agg(n.note order by p.position, n.place), '{}')
  into notes
  from jsonb_array_elements(parts) with ordinality as p (value, position)
    cross join lateral jsonb_array_elements_text(p.value -> 'notes') with ordinality as n (note, place);

  request := jsonb_strip_nulls(jsonb_build_object(
    'tableName', v_table, 'schema', v_schema, 'owner', effective -> 'owner', 'domain', effective -> 'domain',
    'subdomain', effective -> 'subdomain', 'entity', case when effective ? 'subdomain' then v_entity end,
    'schemaJson', jsonb_build_object(
      'tableName', v_table, 'columns', v_columns.columns,
      'indexes', specql_pattern.template_indexes(v_table, v_columns.columns),
      'comment', coalesce(v_template.description, format('%s, from the template %s.', v_entity, v_template.template_name))
    ),
    'requestMetadata', jsonb_build_object(
      'justification', coalesce(effective ->> 'justification', format('%s is made from the template %s.', v_entity, v_template.template_name)),
      'relatedIssue', effective -> 'related_issue', 'template', v_template.template_name,
      'patterns', v_patterns, 'configuration', effective -> 'custom_config', 'notes', to_jsonb(notes)
    )
  ));
end;
$$;

comment on function specql_pattern.template_request(bigint, jsonb) is
  'The request as users write one, the parameters with defaults, the filled patterns, and notes. SG170 to SG175: parameters, '
  'a pattern or a field is at fault. SG261: the parameters name a pattern that nobody registered.';
