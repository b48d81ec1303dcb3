-- 011517  specql_type.checked_type_name()
-- Returns the name of a type as it came, or says what is wrong with it.

create or replace function specql_type.checked_type_name(name text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  perform common.checked_name(name, field);
  if not specql_type.is_type_name(name) then
    raise exception using
      errcode = 'SG105',
      message = format('%s has characters that a type''s name cannot have', field),
      detail = format('It reads %s.', quote_literal(name)),
      hint = 'Leave out spaces, brackets, quotes, slashes and , ; : @ #: list(text) and text[] mean lists of a type.',
      column = field;
  end if;
  return name;
end;
$$;

comment on function specql_type.checked_type_name(text, text) is
  'The name verbatim. SG102: missing. SG103: too long. SG105: characters that no type has.';
