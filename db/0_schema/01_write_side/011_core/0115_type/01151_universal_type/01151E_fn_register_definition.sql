-- 01151E  specql_type.register_definition()
-- Registers a type with its aliases and mappings.

create or replace function specql_type.register_definition(definition jsonb)
  returns setof app.types
  language plpgsql
  volatile
as $$
declare
  v_type    app.types;
  v_alias   text;
  v_mapping record;
begin
  v_type := app.register_type(
    type_name => definition ->> 'type_name', type_category => definition ->> 'type_category',
    json_schema => nullif(definition -> 'json_schema', 'null'),
    default_postgres_type => definition ->> 'default_postgres_type',
    is_rich_type => coalesce((definition ->> 'is_rich_type')::boolean, false), description => definition ->> 'description'
  );
  for v_alias in select jsonb_array_elements_text(coalesce(definition -> 'aliases', '[]')) loop
    perform app.add_type_alias(v_type.type_name, v_alias);
  end loop;
  for v_mapping in
    select m.key as language, case jsonb_typeof(m.value) when 'object' then m.value
      else jsonb_build_object('mapped_type', m.value) end as said
    from jsonb_each(coalesce(definition -> 'mappings', '{}')) as m
    order by m.key
  loop
    perform app.map_type(
      type_name => v_type.type_name, language => v_mapping.language, mapped_type => v_mapping.said ->> 'mapped_type',
      import_statement => v_mapping.said ->> 'import_statement',
      validation_rules => nullif(v_mapping.said -> 'validation_rules', 'null')
    );
  end loop;
  return query select t.* from app.types as t where t.id = v_type.id;
end;
$$;

comment on function specql_type.register_definition(jsonb) is
  'The row of the type. Raises as app.register_type(), app.add_type_alias() and app.map_type().';
