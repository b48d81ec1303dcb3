-- 011576  specql_type.scalar_problem()
-- Whether a JSON value is one of a PostgreSQL type, without a loss.

create or replace function specql_type.scalar_problem(postgres_type text, value jsonb)
  returns text
  language plpgsql
  stable
as $$
declare
  v_type    record;
  v_text    constant text := value #>> '{}';
  v_fits    boolean;
  v_problem text;
begin
  -- A type that somebody defined may run code of theirs when it reads a value; only PostgreSQL's own are asked.
  select t.oid, t.typcategory::text as category, t.oid::regtype::text as name
  into v_type
  from pg_type as t
  where t.oid = specql_type.known_regtype(postgres_type) and t.typnamespace = 'pg_catalog'::regnamespace and t.typtype = 'b';
  if not found or v_type.oid in ('jsonb'::regtype, 'json'::regtype) or v_type.category = 'A' then
    return null;
  end if;
  v_problem := specql_type.json_kind_problem(v_type.category, v_type.name, value);
  if v_problem is not null then
    return v_problem;
  end if;
  begin
    if v_type.oid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype) then
      execute format('select ($1::%s)::numeric = $1', postgres_type) using v_text::numeric into v_fits;
    elsif v_type.category = 'S' then
      execute format('select rtrim(($1::%s)::text) = rtrim($1)', postgres_type) using v_text into v_fits;
    else
      execute format('select ($1::%s) is not null', postgres_type) using v_text into v_fits;
    end if;
  exception
    when invalid_text_representation or numeric_value_out_of_range or invalid_datetime_format or datetime_field_overflow
      or interval_field_overflow or string_data_right_truncation or invalid_parameter_value or character_not_in_repertoire
      or invalid_time_zone_displacement_value or invalid_xml_content or invalid_xml_document or syntax_error
      or undefined_table or undefined_function or undefined_object or undefined_column or invalid_name
      or bad_copy_file_format or invalid_binary_representation
    then
      get stacked diagnostics v_problem = message_text;
      return format('is no %s: %s', postgres_type, v_problem);
  end;
  if not v_fits then
    return format('does not fit %s without a loss', postgres_type);
  end if;
  return null;
end;
$$;

comment on function specql_type.scalar_problem(text, jsonb) is
  'Null where PostgreSQL reads the value as the type and keeps all of it; else the reason. Types outside of pg_catalog are not asked.';
