-- 011477  specql_governance.literal_problem()
-- Lets PostgreSQL read a literal as the type of its column.

create or replace function specql_governance.literal_problem(value text, type text)
  returns text
  language plpgsql
  stable
as $$
declare
  v_base   constant text := specql_governance.base_type(type);
  v_target text;
  v_type   record;
begin
  if v_base in ('serial', 'bigserial', 'smallserial') then
    return format('%s has a default of its own', v_base);
  end if;
  if specql_governance.type_problem(type) is not null then
    return null; -- said by TYP18
  end if;
  select t.oid, t.typnamespace, t.typtype, t.typelem, t.typcategory into v_type
  from pg_catalog.pg_type as t
  where t.oid = to_regtype(regexp_replace(lower(type), '\s*\([^)]*\)', ''));

  -- Reading runs the type's input function, so only those of PostgreSQL itself, and of enums, are run:
  -- a domain has checks, and those are somebody's code.
  if v_type.typtype not in ('b', 'e', 'r') or v_type.typnamespace <> 'pg_catalog'::regnamespace and v_type.typtype <> 'e' then
    return null;
  end if;
  if v_base in ('varchar', 'char') and length(value) > (specql_governance.type_modifiers(type))[1] then
    return format('it has %s characters, and the column takes %s', length(value),
      (specql_governance.type_modifiers(type))[1]);
  end if;
  v_target := case
    when specql_governance.type_modifiers(type) is null or strpos(type, '[') > 0 then format_type(v_type.oid, null)
    else lower(type)
  end;
  begin
    execute format('select cast(%L as %s)', value, v_target);
  exception
    when invalid_text_representation or invalid_datetime_format or datetime_field_overflow
      or numeric_value_out_of_range or invalid_parameter_value or string_data_right_truncation
      or invalid_time_zone_displacement_value or untranslatable_character or character_not_in_repertoire
      or invalid_xml_document or invalid_xml_content or duplicate_json_object_key_value or array_subscript_error
      or interval_field_overflow or invalid_binary_representation or invalid_escape_sequence
      or undefined_table or undefined_function or undefined_object or undefined_column or ambiguous_function
      or syntax_error or insufficient_privilege or invalid_name or string_data_length_mismatch or cannot_coerce
      or invalid_regular_expression or statement_too_complex or datatype_mismatch
  then
    return format('PostgreSQL cannot read it as %s', v_target);
  end;
  return null;
end;
$$;

comment on function specql_governance.literal_problem(text, text) is
  'Why a literal cannot be the value of a column of this type, or null where it can. Input functions of '
  'PostgreSQL''s own types and of enums read it; no code of a user runs.';
