-- 011115  specql_registry.checked_place_name()
-- A name that is found by name: it cannot look like a number.

create or replace function specql_registry.checked_place_name(name text, field text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if common.digit_of(name) is not null then
    raise exception using
      errcode = 'SG109',
      message = format('%s %s would be read as a number', field, quote_literal(name)),
      hint = 'Where a domain or subdomain is named, a single digit from 1 to F means its number. Use a longer name.',
      column = field;
  end if;
  return common.checked_name(name, field);
end;
$$;

comment on function specql_registry.checked_place_name(text, text) is
  'The name verbatim. SG109: it reads as a digit. SG102, SG103, SG105 as common.checked_name().';
