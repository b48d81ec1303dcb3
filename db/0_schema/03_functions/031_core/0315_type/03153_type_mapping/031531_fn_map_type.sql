-- 031531  app.map_type()
-- Says what a type is called in a language.

create or replace function app.map_type(
  type_name        text,
  language         text,
  mapped_type      text,
  import_statement text default null,
  validation_rules jsonb default null
)
  returns app.type_mappings
  language plpgsql
  volatile
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_pk       constant bigint := specql_type.found_type(type_name);
  v_language constant text := lower(btrim(language));
  v_mapping  app.type_mappings;
begin
  if coalesce(v_language, '') = '' or coalesce(btrim(mapped_type), '') = '' then
    raise exception using
      errcode = 'SG102',
      message = format('%s is missing', case when coalesce(v_language, '') = '' then 'language' else 'mapped_type' end),
      column = case when coalesce(v_language, '') = '' then 'language' else 'mapped_type' end;
  end if;
  insert into specql_type.tb_type_mapping as m
    (fk_universal_type, language, mapped_type, import_statement, validation_rules)
  values (v_pk, v_language, map_type.mapped_type, map_type.import_statement, map_type.validation_rules)
  on conflict on constraint uq_tb_type_mapping__language do update
  set mapped_type = excluded.mapped_type, import_statement = excluded.import_statement,
    validation_rules = excluded.validation_rules
  where (m.mapped_type, m.import_statement, m.validation_rules)
    is distinct from (excluded.mapped_type, excluded.import_statement, excluded.validation_rules);
  select m.* into v_mapping
  from app.type_mappings as m
  where m.type_id = specql_type.universal_type_id(v_pk) and m.language = v_language;
  return v_mapping;
end;
$$;

comment on function app.map_type(text, text, text, text, jsonb) is
  'Says which type of a language stands for ours, with what a source file needs to use it; said again, it replaces what was said. '
  'SG100, SG102: the input is wrong. SG251: no such type.';

grant execute on function app.map_type(text, text, text, text, jsonb) to specql_author;
