-- 01158B  specql_type.name_matches()
-- Whether a property's name matches a pattern.

create or replace function specql_type.name_matches(pattern text, name text)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return name ~ specql_type.translated_pattern(pattern) collate "und-x-icu";
exception when invalid_regular_expression then
  return null;
end;
$$;

comment on function specql_type.name_matches(text, text) is 'Whether the name matches; null where the pattern cannot be read.';
