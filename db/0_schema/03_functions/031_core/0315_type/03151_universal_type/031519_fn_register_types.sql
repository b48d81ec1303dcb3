-- 031519  app.register_types()
-- Registers several types with their aliases and mappings, all or none.

create or replace function app.register_types(definitions jsonb)
  returns setof app.types
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_definition record;
begin
  for v_definition in
    select d.definition from specql_type.checked_definitions(definitions) as d order by d.ordinal
  loop
    return query select t.* from specql_type.register_definition(v_definition.definition) as t;
  end loop;
end;
$$;

comment on function app.register_types(jsonb) is
  'Registers a definition or a list of them: {type_name, type_category, json_schema, default_postgres_type, is_rich_type, description, '
  'aliases: [text], mappings: {language: type or {mapped_type, import_statement, validation_rules}}}. All or none. SG112: a definition has '
  'the wrong form. Else as app.register_type(), app.add_type_alias() and app.map_type().';

grant execute on function app.register_types(jsonb) to specql_author;
