-- 0115D1  specql_type.is_format()
-- Whether a text is of a format that draft 2020-12 names.

create or replace function specql_type.is_format(format text, value text)
  returns boolean
  language plpgsql
  immutable
as $$
declare
  v_pointer constant text := '(?:/(?:[^~/]|~[01])*)*';
  v_time    constant text := '(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)';
begin
  if length(value) > 65536 then
    return false;
  end if;
  return case format
    when 'date' then specql_type.is_date(value)
    when 'time' then specql_type.is_time(value)
    when 'date-time' then value ~ '^.{10}[Tt]' and specql_type.is_date(left(value, 10)) and specql_type.is_time(substr(value, 12))
    when 'duration' then value collate "C" ~ (
      '^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T' || v_time || ')?|T' || v_time || ')$')
    when 'email' then specql_type.is_email(value, false)
    when 'idn-email' then specql_type.is_email(value, true)
    when 'hostname' then specql_type.is_hostname(value, false)
    when 'idn-hostname' then specql_type.is_hostname(value, true)
    when 'ipv4' then specql_type.is_ipv4(value)
    when 'ipv6' then specql_type.is_ipv6(value)
    when 'uri' then specql_type.is_uri(value, false, false)
    when 'uri-reference' then specql_type.is_uri(value, true, false)
    when 'iri' then specql_type.is_uri(value, false, true)
    when 'iri-reference' then specql_type.is_uri(value, true, true)
    when 'uuid' then value ~ '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$'
    when 'uri-template' then specql_type.is_uri_template(value)
    when 'json-pointer' then value ~ ('^' || v_pointer || '$')
    when 'relative-json-pointer' then value ~ ('^(?:0|[1-9][0-9]*)(?:#|' || v_pointer || ')$')
    when 'regex' then specql_type.is_pattern(value)
    -- A format that nobody knows is a note.
    else true
  end;
end;
$$;

comment on function specql_type.is_format(text, text) is
  'Whether the text has the format; true for a format that is not known. Texts above 65,536 characters have none of them. '
  'JSON Schema Validation, 7.3.';
