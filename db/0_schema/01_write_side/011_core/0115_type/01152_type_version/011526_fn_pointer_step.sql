-- 011526  specql_type.pointer_step()
-- A name as it stands in a JSON Pointer.

create or replace function specql_type.pointer_step(name text)
  returns text
  language sql
  immutable
as $$
  select replace(replace(name, '~', '~0'), '/', '~1');
$$;

comment on function specql_type.pointer_step(text) is 'A name as it stands in a JSON Pointer.';
