-- 011516  specql_type.is_type_name()
-- Whether a text can be the name of a type: a name that needs no quotes where types are written.
-- In plpgsql on purpose: constraints and indexes parse a SQL function anew with every statement.

create or replace function specql_type.is_type_name(name text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  -- Brackets make lists of types: list(text), text[].
  return common.is_name(name) and name !~ '[][(){}<>,;:@#/\\"''`\s]';
end;
$$;

comment on function specql_type.is_type_name(text) is
  'True for 1 to 63 visible characters without spaces, brackets, quotes, slashes and , ; : @ #.';
