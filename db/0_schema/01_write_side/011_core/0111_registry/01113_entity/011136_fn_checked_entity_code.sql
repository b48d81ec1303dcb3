-- 011136  specql_registry.checked_entity_code()
-- An entity's short code: the one given in upper case, else three letters of the name.

create or replace function specql_registry.checked_entity_code(entity_code text, entity_name text)
  returns text
  language plpgsql
  immutable
as $$
begin
  if entity_code is null then
    return nullif(upper(left(regexp_replace(entity_name, '[^A-Za-z0-9]', '', 'g'), 3) collate "C"), '');
  end if;
  if entity_code !~ '^[A-Za-z0-9_]{1,16}$' then
    raise exception using
      errcode = 'SG105',
      message = 'entity_code must be 1 to 16 letters, digits or underscores',
      detail = format('It has %s characters.', length(entity_code)),
      hint = 'Three letters are usual, for example CON.',
      column = 'entity_code';
  end if;
  return upper(entity_code collate "C");
end;
$$;

comment on function specql_registry.checked_entity_code(text, text) is
  'The code in upper case, or the first three letters or digits of the name where none is given. SG105: it '
  'has other characters.';
