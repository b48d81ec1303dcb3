-- 011475  specql_governance.type_modifiers()
-- The numbers in a type's parentheses.

create or replace function specql_governance.type_modifiers(type text)
  returns integer[]
  language plpgsql
  immutable
as $$
begin
  if strpos(type, '(') = 0 then
    return null;
  end if;
  return string_to_array(regexp_replace(substring(type from '\(([-0-9, ]+)\)'), '\s', '', 'g'), ',')::integer[];
end;
$$;

comment on function specql_governance.type_modifiers(text) is
  'The modifiers of a type, {10,2} for numeric(10,2), or null where it has none.';
