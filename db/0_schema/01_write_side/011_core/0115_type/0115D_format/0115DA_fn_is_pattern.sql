-- 0115DA  specql_type.is_pattern()
-- Whether a text is a regular expression that can be used as a pattern.

create or replace function specql_type.is_pattern(value text)
  returns boolean
  language plpgsql
  immutable
as $$
begin
  return specql_type.compile_pattern(value) is not null;
exception
  when sqlstate 'SG142' then
    return false;
end;
$$;

comment on function specql_type.is_pattern(text) is 'True where specql_type.compile_pattern() accepts it.';
