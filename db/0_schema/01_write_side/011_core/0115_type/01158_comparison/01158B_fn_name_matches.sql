-- 01158B  specql_type.name_matches()
-- Whether a text matches a pattern, or has a format.

create or replace function specql_type.name_matches(pattern text, name text, rule text default 'pattern')
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return specql_type.is_valid(
    specql_type.compile_schema(json_schema => jsonb_build_object(rule, pattern), assert_formats => true), to_jsonb(name));
exception when sqlstate 'SG142' or sqlstate 'SG144' then
  return null;
end;
$$;

comment on function specql_type.name_matches(text, text, text) is
  'Whether the text matches the pattern (or, with the rule format, has it); null where that cannot be said.';
